/* Clearing box of a branch: fixed-width records of cheques, checked and added up. */
#ifndef TALLY_H
#define TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 伝票の一行の長さ。改行は含まない。 */
#define TALLY_RECORD_LEN 32
#define TALLY_BANKS_MAX 50

/* One cheque as it stands in the record: bank 4, branch 3, account 7, amount 12, date 6 digits. */
struct tally_cheque {
    uint16_t bank;
    uint16_t branch;
    uint32_t account;
    int64_t amount_yen;
    /* 和暦ではなく YYMMDD。 */
    uint32_t drawn_on;
};

enum tally_error {
    TALLY_FINE,
    TALLY_BAD_LENGTH,
    TALLY_NOT_DIGITS,
    TALLY_ZERO_AMOUNT,
    TALLY_TOO_MANY_BANKS
};

/* 銀行ごとの合計。 */
struct tally_bank {
    uint16_t bank;
    uint32_t cheques;
    int64_t total_yen;
};

struct tally_box {
    struct tally_bank banks[TALLY_BANKS_MAX];
    size_t count;
    uint32_t rejected;
};

/* Reads one record without its line break; the cheque is written only if TALLY_FINE is answered. */
enum tally_error tally_parse(const char *record, ⟦mid:struct tally_cheque *cheque⟧);

/* Adds a cheque to the total of its bank. */
enum tally_error tally_add(⟦mid:struct tally_box *box, const struct tally_cheque *cheque⟧);

/* Sum over all banks. */
int64_t tally_total(⟦mid:const struct tally_box *box⟧);

const char *tally_error_text(enum tally_error error);

#endif
