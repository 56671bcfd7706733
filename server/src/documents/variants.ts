/** Characters that are written differently and read as one, which NFKC leaves apart. */

/** Pairs: a radical of the CJK Radicals Supplement as PDFs give it, and the character it looks like. */
const radicals =
  "⺁厂⺅亻⺈刀⺉刂⺌小⺍小⺎兀⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢氺⺣灬⺤爪⺥爫⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻" +
  "⺮竹⺯糸⺱网⺲罒⺶羊⺷羊⺹耂⺼肉⺽臼⺾艹⻁虎⻂衤⻃覀⻄西⻆角⻊足⻌辶⻍辶⻏阝⻑長⻖阝⻗雨⻘青⻝食⻞食⻟飠⻣骨⻤鬼⻨麦⻩黄⻫斉⻭歯⻯竜⻲亀⻳亀";

/** Pairs: an old or personal-name form, and the form in use. */
const forms =
  "亞亜惡悪壓圧圍囲爲為醫医壹壱稻稲飮飲隱隠營営榮栄衞衛驛駅圓円鹽塩緣縁艷艶應応歐欧毆殴櫻桜奧奥橫横溫温穩穏假仮價価畫画會会壞壊懷懐繪絵槪概擴拡殼殻" +
  "覺覚學学嶽岳樂楽渴渇鎌鎌勸勧卷巻寬寛歡歓罐缶觀観關関陷陥巖巌顏顔歸帰氣気龜亀僞偽戲戯犧犠舊旧據拠擧挙峽峡挾挟狹狭鄕郷響響曉暁區区驅駆勳勲薰薫徑径" +
  "惠恵揭掲溪渓經経繼継莖茎螢蛍輕軽鷄鶏藝芸擊撃缺欠儉倹劍剣圈圏檢検權権獻献縣県險険顯顕驗験嚴厳效効廣広恆恒鑛鉱號号國国濟済碎砕齋斎劑剤冱冴雜雑參参" +
  "慘惨棧桟蠶蚕贊賛殘残絲糸齒歯兒児辭辞濕湿實実舍舎寫写釋釈壽寿收収從従澁渋獸獣縱縦肅粛處処敍叙奬奨將将燒焼稱称證証乘乗剩剰壤壌孃嬢條条淨浄狀状疊畳" +
  "蒸蒸讓譲釀醸囑嘱觸触寢寝愼慎眞真盡尽圖図粹粋醉酔隨随髓髄數数樞枢聲声靜静齊斉攝摂竊窃專専戰戦淺浅潛潜纖繊踐践錢銭禪禅雙双壯壮搜捜插挿爭争莊荘裝装" +
  "騷騒臟臓藏蔵續続墮堕體体對対帶帯滯滞臺台瀧滝擇択澤沢單単擔担膽胆團団彈弾斷断癡痴遲遅晝昼蟲虫鑄鋳廳庁聽聴鎭鎮遞逓鐵鉄轉転點点傳伝黨党燈灯當当盜盗" +
  "鬭闘德徳獨独讀読屆届繩縄貳弐腦脳霸覇廢廃拜拝賣売麥麦發発髮髪拔抜蠻蛮祕秘濱浜濵浜甁瓶拂払佛仏竝並變変邊辺邉辺辨弁瓣弁辯弁寶宝襃褒豐豊沒没飜翻槇槙" +
  "萬万滿満默黙彌弥藥薬譯訳豫予餘余與与譽誉搖揺樣様謠謡來来賴頼亂乱覽覧龍竜兩両獵猟綠緑壘塁淚涙勵励禮礼隸隷靈霊齡齢戀恋爐炉勞労樓楼郞郎祿禄亙亘灣湾" +
  "錄録黃黄步歩每毎海海靑青淸清增増曆暦歷歴凉涼飜翻鄰隣嶋島冨富峯峰髙高﨑崎舘館曾曽栁柳桒桑吳呉黑黒內内戶戸戾戻拜拝產産稅税說説銳鋭悅悦閱閲脫脱敎教" +
  "既既卽即節節蔣蒋箏筝姬姫昻昂槀稿亰京館館硏研縊縊鬪闘姙妊羣群畧略廐厩廏厩雞鶏穗穂簷檐豬猪逹達晚晩屛屏倂併絕絶瘦痩顚顛塡填頰頬甭甭剝剥繫繋總総聯連𠮷吉";

/** By character: the one it is folded to. */
export const variantsOf: Readonly<Record<string, string>> = pairs(radicals + forms);

function pairs(text: string): Readonly<Record<string, string>> {
  const characters = [...text];
  const table: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let at = 0; at + 1 < characters.length; at += 2) {
    const [from = "", to = ""] = characters.slice(at, at + 2);
    if (from !== to) table[from] = to;
  }
  return table;
}
