/* 市役所の窓口の番号札: 発券、呼び出し、待ち時間。 */
#ifndef TICKET_H
#define TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUEUE_CAPACITY 200

enum errand {
    ERRAND_RESIDENCE,
    ERRAND_TAX,
    ERRAND_PENSION,
    ERRAND_COUNT
};

/* 一枚の番号札。時刻は開庁からの秒。 */
struct ticket {
    uint16_t number;
    enum errand errand;
    uint32_t issued_at;
    bool priority;
};

/* 先着順の列。妊娠中の方や障害のある方の札は priority になる。 */
struct ticket_queue {
    struct ticket waiting[QUEUE_CAPACITY];
    size_t count;
    uint16_t next_number;
};

/* 列がいっぱいのときは NULL。返した札は列が持つ。 */
const struct ticket *queue_issue(struct ticket_queue *queue, enum errand errand, uint32_t now, bool priority);

/* その用件の次の札を取り出す。優先の札が先、あとは先着順。なければ false。 */
bool queue_call(struct ticket_queue *queue, enum errand errand, ⟦mid:struct ticket *called⟧);

/* その用件で待っている札の数。 */
size_t queue_waiting(⟦mid:const struct ticket_queue *queue, enum errand errand⟧);

/* いちばん長く待っている札の待ち秒数。誰も待っていなければ 0。 */
uint32_t queue_longest_wait(const struct ticket_queue *queue, ⟦mid:uint32_t now⟧);

#endif
