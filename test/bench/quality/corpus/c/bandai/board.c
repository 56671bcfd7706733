/* 待合の表示板に出す文字列を作る。標準入力から「発券」と「呼出」の行を読む。 */
#include "ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const errand_names[ERRAND_COUNT] = {
    [ERRAND_RESIDENCE] = "住民票",
    [ERRAND_TAX] = "市税",
    ⟦line+cross:[ERRAND_PENSION] = "年金",⟧
};

/* 用件の名前を番号にする。知らない名前なら ERRAND_COUNT。 */
static enum errand errand_of(const char *name)
{
    int errand = 0;
    while (errand < ERRAND_COUNT && ⟦mid:strcmp(errand_names[errand], name) != 0⟧) {
        errand++;
    }
    return (enum errand)errand;
}

static void show_waiting(const struct ticket_queue *queue)
{
    for (int errand = 0; errand < ERRAND_COUNT; errand++) {
        printf("%s: %zu 人待ち\n", errand_names[errand], ⟦mid+cross:queue_waiting(queue, (enum errand)errand)⟧);
    }
}

static void call_next(struct ticket_queue *queue, enum errand errand, int counter)
{
    struct ticket called;
    if (!⟦mid+cross:queue_call(queue, errand, &called)⟧) {
        printf("%s: お待ちの方はいません\n", errand_names[errand]);
        return;
    }
    printf("番号 %03d の方は %d 番の窓口へ\n", ⟦line+cross:called.number, counter);⟧
}

int main(void)
{
    static struct ticket_queue queue = {.next_number = 1};
    char verb[16];
    char name[32];
    unsigned argument;
    uint32_t now = 0;
    while (scanf("%15s %31s %u", verb, name, &argument) == 3) {
        enum errand errand = errand_of(name);
        if (errand == ERRAND_COUNT) {
            fprintf(stderr, "知らない用件です: %s\n", name);
            continue;
        }
        now += 30;
        if (strcmp(verb, "発券") == 0) {
            /* 札を発行し、列がいっぱいで発行できなければそのことを知らせる */
            ⟦comment+ja+cross:if (queue_issue(&queue, errand, now, argument != 0) == NULL) {
                fprintf(stderr, "列がいっぱいで発券できません\n");
            }⟧
        } else if (strcmp(verb, "呼出") == 0) {
            ⟦line:call_next(&queue, errand, (int)argument);⟧
        }
    }
    show_waiting(&queue);
    printf("最長の待ち時間: %u 分\n", (unsigned)(⟦mid+cross:queue_longest_wait(&queue, now)⟧ / 60));
    return EXIT_SUCCESS;
}
