#include "tally.h"

#include <string.h>

/* 先頭から width 桁の数字を読み、位置を進める。数字でない文字があれば false。 */
static bool take_digits(const char **at, int width, int64_t *value)
{
    *value = 0;
    for (int i = 0; i < width; i++) {
        char digit = *(*at)++;
        if (⟦mid:digit < '0' || digit > '9'⟧) {
            return false;
        }
        ⟦line:*value = *value * 10 + (digit - '0');⟧
    }
    return true;
}

enum tally_error tally_parse(const char *record, struct tally_cheque *cheque)
{
    /* 行の長さが決まりと違えば、長さの誤りを返す */
    ⟦comment+ja+cross:if (strlen(record) != TALLY_RECORD_LEN) {
        return TALLY_BAD_LENGTH;
    }⟧
    int64_t bank, branch, account, amount, date;
    if (!take_digits(&record, 4, &bank) || !take_digits(&record, 3, &branch)
        || !take_digits(&record, 7, &account)
        || ⟦mid+cross:!take_digits(&record, 12, &amount)⟧ || !take_digits(&record, 6, &date)) {
        return TALLY_NOT_DIGITS;
    }
    if (amount == 0) {
        return ⟦line+cross:TALLY_ZERO_AMOUNT;⟧
    }
    *cheque = (struct tally_cheque){
        ⟦block+cross:.bank = (uint16_t)bank,
        .branch = (uint16_t)branch,
        .account = (uint32_t)account,
        .amount_yen = amount,
        .drawn_on = (uint32_t)date,⟧
    };
    return TALLY_FINE;
}

/* The entry of the bank, made if it is new; NULL if there is no room. */
static struct tally_bank *entry_of(struct tally_box *box, uint16_t bank)
{
    for (size_t i = 0; i < box->count; i++) {
        if (⟦mid+cross:box->banks[i].bank == bank⟧) {
            return &box->banks[i];
        }
    }
    /* Without room for another bank there is no entry. */
    ⟦comment+cross:if (box->count == TALLY_BANKS_MAX) {
        return NULL;
    }⟧
    struct tally_bank *entry = &box->banks[box->count++];
    *entry = (struct tally_bank){.bank = bank};
    return entry;
}

enum tally_error tally_add(struct tally_box *box, const struct tally_cheque *cheque)
{
    struct tally_bank *entry = ⟦line+cross:entry_of(box, cheque->bank);⟧
    if (entry == NULL) {
        return TALLY_TOO_MANY_BANKS;
    }
    ⟦block+cross:entry->cheques++;
    entry->total_yen += cheque->amount_yen;⟧
    return TALLY_FINE;
}

int64_t tally_total(const struct tally_box *box)
{
    int64_t total = 0;
    for (size_t i = 0; i < box->count; i++) {
        ⟦line+cross:total += box->banks[i].total_yen;⟧
    }
    return total;
}

const char *tally_error_text(enum tally_error error)
{
    switch (error) {
    case TALLY_FINE: return "正常";
    case TALLY_BAD_LENGTH: return "行の長さが違います";
    case TALLY_NOT_DIGITS: return "数字でない文字があります";
    case TALLY_ZERO_AMOUNT: return "金額が 0 円です";
    ⟦line+cross:case TALLY_TOO_MANY_BANKS: return "銀行の数が多すぎます";⟧
    }
    return "不明な誤り";
}
