#include "ticket.h"

#include <string.h>

const struct ticket *queue_issue(struct ticket_queue *queue, enum errand errand, uint32_t now, bool priority)
{
    if (⟦mid+cross:queue->count == QUEUE_CAPACITY⟧) {
        return NULL;
    }
    struct ticket *ticket = &queue->waiting[queue->count++];
    ⟦block+cross:ticket->number = queue->next_number++;
    ticket->errand = errand;
    ticket->issued_at = now;
    ticket->priority = priority;⟧
    return ticket;
}

/* Index of the ticket to call next, or `count` if nobody waits for the errand. */
static size_t next_index(const struct ticket_queue *queue, enum errand errand)
{
    size_t found = queue->count;
    for (size_t i = 0; i < queue->count; i++) {
        if (queue->waiting[i].errand != errand) {
            continue;
        }
        /* A ticket with priority is taken at once. */
        ⟦comment+cross:if (queue->waiting[i].priority) {
            return i;
        }⟧
        if (found == queue->count) {
            ⟦line:found = i;⟧
        }
    }
    return found;
}

bool queue_call(struct ticket_queue *queue, enum errand errand, struct ticket *called)
{
    size_t index = next_index(queue, errand);
    if (index == queue->count) {
        return false;
    }
    ⟦line+cross:*called = queue->waiting[index];⟧
    /* Close the gap that the called ticket leaves in the array. */
    ⟦comment+cross:queue->count--;
    memmove(&queue->waiting[index], &queue->waiting[index + 1],
            (queue->count - index) * sizeof queue->waiting[0]);⟧
    return true;
}

size_t queue_waiting(const struct ticket_queue *queue, enum errand errand)
{
    size_t waiting = 0;
    for (size_t i = 0; i < queue->count; i++) {
        ⟦block+cross:if (queue->waiting[i].errand == errand) {
            waiting++;
        }⟧
    }
    return waiting;
}

uint32_t queue_longest_wait(const struct ticket_queue *queue, uint32_t now)
{
    uint32_t longest = 0;
    for (size_t i = 0; i < queue->count; i++) {
        /* 今の時刻から発券の時刻を引いたものが待ち時間で、その最大を求める */
        ⟦comment+ja+cross:uint32_t wait = now - queue->waiting[i].issued_at;
        if (wait > longest) {
            longest = wait;
        }⟧
    }
    return longest;
}
