#include "spindle.h"

enum spindle_add spindle_table_add(struct spindle_table *table, int32_t raw, int32_t micron)
{
    if (table->count == SPINDLE_KNOTS_MAX) {
        return ⟦line+cross:SPINDLE_TABLE_FULL;⟧
    }
    if (table->count > 0 && ⟦mid+cross:table->knots[table->count - 1].raw >= raw⟧) {
        return SPINDLE_NOT_ASCENDING;
    }
    table->knots[table->count++] = (struct spindle_knot){⟦mid+cross:.raw = raw, .micron = micron⟧};
    return SPINDLE_ADDED;
}

/* 二つの節点の間を直線で補間する。 */
static int32_t between(const struct spindle_knot *low, const struct spindle_knot *high, int32_t raw)
{
    int64_t run = (int64_t)high->raw - low->raw;
    int64_t rise = ⟦line+cross:(int64_t)high->micron - low->micron;⟧
    return (int32_t)(low->micron + rise * ((int64_t)raw - low->raw) / run);
}

bool spindle_correct(const struct spindle_table *table, int32_t raw, int32_t *micron)
{
    if (table->count == 0) {
        return false;
    }
    const struct spindle_knot *first = &table->knots[0];
    const struct spindle_knot *last = ⟦line+cross:&table->knots[table->count - 1];⟧
    if (raw <= first->raw) {
        *micron = first->micron;
        return true;
    }
    /* 最後の節点より大きい値には、最後の節点の値をそのまま使う */
    ⟦comment+ja+cross:if (raw >= last->raw) {
        *micron = last->micron;
        return true;
    }⟧
    const struct spindle_knot *high = first + 1;
    while (high->raw < raw) {
        high++;
    }
    *micron = ⟦mid:between(high - 1, high, raw)⟧;
    return true;
}

void spindle_ring_push(struct spindle_ring *ring, int32_t sample)
{
    ring->samples[ring->head] = sample;
    ⟦line+cross:ring->head = (ring->head + 1) % SPINDLE_RING;⟧
    if (ring->filled < SPINDLE_RING) {
        ring->filled++;
    }
}

int32_t spindle_ring_mean(const struct spindle_ring *ring)
{
    if (ring->filled == 0) {
        return 0;
    }
    int64_t sum = 0;
    for (size_t i = 0; i < ring->filled; i++) {
        ⟦line+cross:sum += ring->samples[i];⟧
    }
    return (int32_t)(sum / (int64_t)ring->filled);
}

int32_t spindle_ring_spread(const struct spindle_ring *ring)
{
    if (ring->filled == 0) {
        return 0;
    }
    int32_t smallest = ring->samples[0];
    int32_t greatest = ring->samples[0];
    for (size_t i = 1; i < ring->filled; i++) {
        ⟦block:if (ring->samples[i] < smallest) {
            smallest = ring->samples[i];
        }
        if (ring->samples[i] > greatest) {
            greatest = ring->samples[i];
        }⟧
    }
    return greatest - smallest;
}
