/** Kinds that were written after the scoring was settled; nothing was changed for them. */
import { type Kind } from "./kind";

const course: Kind = {
  name: "course",
  language: "ja",
  title: "経過記録（{n}病棟）",
  sections: [
    {
      heading: "第1週",
      filler: [
        "午前中は窓の外を眺めて過ごされた。",
        "家族の面会があり、孫の写真を見て笑顔が見られた。",
        "{person}が訪室し、しばらく話を聞いた。",
        "昼食は{m}割ほど召し上がった。",
        "夕方はテレビを見ておられた。",
        "体温36.{m}度、夜間はよく眠れたとのこと。",
      ],
      facts: [
        "{n}日の夜、39.{m}度の発熱があり、抗菌薬の点滴を始めた。",
        "ペニシリンで発疹が出た既往があると家族から聞いた。",
      ],
    },
    {
      heading: "第2週",
      filler: [
        "朝の検温に変わりはなかった。",
        "リハビリ室まで{person}と歩いた。",
        "昼食の献立について好みを話された。",
        "髪を洗い、気持ちがよいと話された。",
        "脈拍{n}、食事は{m}割。",
        "家族から着替えが届いた。",
      ],
      facts: [
        "トイレで転倒し、左の大腿部に{m}センチの皮下出血を認めた。",
        "血液検査でカリウムが6.{m}まで上がり、内服を止めた。",
      ],
    },
    {
      heading: "第3週",
      filler: [
        "天気がよく、中庭で日光浴をした。",
        "{person}から食事の形態について説明があった。",
        "同室の方と将棋を楽しまれた。",
        "午後は歌の会に参加された。",
        "夜間の見回りではよく眠っておられた。",
      ],
      facts: [
        "酸素の投与を終え、室内気で酸素飽和度は96％を保っている。",
        "{date}に自宅へ退院する予定となった。",
        "退院後は{n}日分の薬を持ち帰り、次の外来は{date}である。",
      ],
    },
  ],
};

const handover: Kind = {
  name: "plan",
  language: "ja",
  title: "{item}移設計画書",
  sections: [
    {
      heading: "現状",
      filler: [
        "{item}は本館の奥にあり、{n}年使われている。",
        "通路は広く、昼は多くの人が通る。",
        "{dept}の職員が毎朝、周りを掃いている。",
        "近くに掲示板があり、催しの案内が貼られている。",
        "床の色は灰色で、壁は白い。",
      ],
      facts: ["床の耐荷重は1平方メートル当たり{n}0 kgで、{item}の重さに足りない。"],
    },
    {
      heading: "作業の流れ",
      filler: [
        "業者は裏口から入り、台車を使う。",
        "養生の布は{m}枚あれば足りるだろう。",
        "{person}が作業の様子を写真に収める。",
        "休憩の時間には飲み物を用意する。",
        "荷物は番号順に並べて置く。",
      ],
      facts: [
        "作業中の{n}時間は電気を止めるため、{dept}の業務はできない。",
        "吊り荷の下に入った者は、その日の作業から外す。",
        "{date}の夜に運び出し、翌朝9時に使えるようにする。",
      ],
    },
    {
      heading: "体制と見積り",
      filler: [
        "{person}が全体の連絡を受け持つ。",
        "業者との打合せは{m}回行った。",
        "{dept}からは{m}名が見学に来る。",
        "名札と腕章は前回のものを使う。",
      ],
      facts: [
        "見積額は{n}0万円で、予備費を含まない。",
        "{person}の承認がない限り、作業を始めない。",
        "雨天のときは{date}に延ばす。",
      ],
    },
  ],
};

const courseEn: Kind = {
  name: "course",
  language: "en",
  title: "Course notes, ward {n}",
  sections: [
    {
      heading: "Week 1",
      filler: [
        "The morning was spent at the window.",
        "The family came, and there was a smile at the pictures of the grandchildren.",
        "{person} came by and listened for a while.",
        "About {m} tenths of lunch were eaten.",
        "Television in the evening.",
        "Temperature 36.{m}, slept well at night.",
      ],
      facts: [
        "In the night of day {n} fever rose to 39.{m} and an antibiotic infusion was started.",
        "The family told us of a rash after penicillin.",
      ],
    },
    {
      heading: "Week 2",
      filler: [
        "Nothing new at the morning round.",
        "Walked to the exercise room with {person}.",
        "Talked about favourite dishes at lunch.",
        "Hair was washed, which felt good.",
        "Pulse {n}, ate {m} tenths.",
        "Clothes arrived from home.",
      ],
      facts: [
        "Fell in the bathroom; a bruise of {m} cm on the left thigh.",
        "Potassium rose to 6.{m}, so the tablets were stopped.",
      ],
    },
    {
      heading: "Week 3",
      filler: [
        "The sun was out, and we sat in the courtyard.",
        "{person} explained the consistency of the food.",
        "A game of chess with a room mate.",
        "Took part in the singing in the afternoon.",
        "Sound asleep on every round at night.",
      ],
      facts: [
        "Oxygen was ended; saturation stays at 96 percent on room air.",
        "Going home is planned for {date}.",
        "Medicine for {n} days goes along, and the next visit is on {date}.",
      ],
    },
  ],
};

const planEn: Kind = {
  name: "plan",
  language: "en",
  title: "Moving the {item}",
  sections: [
    {
      heading: "Where it stands",
      filler: [
        "The {item} stands at the back of the main building and is {n} years old.",
        "The corridor is wide, and many people pass at noon.",
        "{dept} sweeps around it every morning.",
        "A notice board with the programme of events hangs nearby.",
        "The floor is grey and the wall is white.",
      ],
      facts: ["The floor bears {n}0 kg per square metre, which is not enough for the {item}."],
    },
    {
      heading: "How it goes",
      filler: [
        "The movers come in through the back door with a trolley.",
        "{m} blankets will probably be enough.",
        "{person} takes pictures of the work.",
        "There will be drinks in the break.",
        "Boxes are lined up by their numbers.",
      ],
      facts: [
        "Power is off for {n} hours, in which {dept} cannot work.",
        "Whoever steps under the load is taken off the job for the day.",
        "It leaves in the night of {date} and works again at nine the next morning.",
      ],
    },
    {
      heading: "People and prices",
      filler: [
        "{person} passes messages on.",
        "We met the movers {m} times.",
        "{m} people of {dept} come to watch.",
        "Badges are those of last time.",
      ],
      facts: [
        "The offer is {n} thousand dollars without contingencies.",
        "Work does not begin without the approval of {person}.",
        "In case of rain it is put off to {date}.",
      ],
    },
  ],
};

export const heldOutKinds: readonly Kind[] = [course, handover, courseEn, planEn];
