/* 手形交換に持ち出す小切手を集計する。使い方: clearing < records.txt */
#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 誤りのあった行は数えて、行番号と理由を知らせる。 */
static void reject(struct tally_box *box, unsigned line, enum tally_error error)
{
    box->rejected++;
    fprintf(stderr, "%u 行目: %s\n", line, ⟦mid+cross:tally_error_text(error)⟧);
}

/* qsort 用: 合計の大きい銀行が先。 */
static int by_total(const void *left, const void *right)
{
    const struct tally_bank *a = left;
    const struct tally_bank *b = right;
    return ⟦line+cross:(a->total_yen < b->total_yen) - (a->total_yen > b->total_yen);⟧
}

static void print_banks(const struct tally_box *box)
{
    for (size_t i = 0; i < box->count; i++) {
        const struct tally_bank *bank = ⟦mid+cross:&box->banks[i]⟧;
        printf("%04u %6u 枚 %15lld 円\n", (unsigned)bank->bank, ⟦line+cross:(unsigned)bank->cheques, (long long)bank->total_yen);⟧
    }
}

int main(void)
{
    static struct tally_box box;
    char record[TALLY_RECORD_LEN + 16];
    unsigned line = 0;
    while (fgets(record, sizeof record, stdin) != NULL) {
        line++;
        record[strcspn(record, "\r\n")] = '\0';
        struct tally_cheque cheque;
        enum tally_error error = ⟦mid+cross:tally_parse(record, &cheque)⟧;
        if (error == TALLY_FINE) {
            error = ⟦line+cross:tally_add(&box, &cheque);⟧
        }
        /* Whatever is not fine is rejected with its line and error. */
        ⟦comment:if (error != TALLY_FINE) {
            reject(&box, line, error);
        }⟧
    }
    /* 合計の大きい順に並べ替えてから銀行ごとの行を出す */
    ⟦comment+ja+cross:qsort(box.banks, box.count, sizeof box.banks[0], by_total);
    print_banks(&box);⟧
    printf("合計 %lld 円、誤り %u 行\n", (long long)⟦mid+cross:tally_total(&box)⟧, (unsigned)box.rejected);
    return box.rejected == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
