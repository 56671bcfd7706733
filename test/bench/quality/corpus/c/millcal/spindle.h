/* Spindle probe of the milling line: raw samples, calibration table, corrected values. */
#ifndef SPINDLE_H
#define SPINDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SPINDLE_KNOTS_MAX 16
#define SPINDLE_RING 256

/* One knot of the calibration curve. Knots are sorted by `raw`, strictly ascending. */
struct spindle_knot {
    int32_t raw;
    int32_t micron;
};

struct spindle_table {
    struct spindle_knot knots[SPINDLE_KNOTS_MAX];
    size_t count;
    uint16_t serial;
};

/* Ring of the last samples; the oldest one is overwritten. */
struct spindle_ring {
    int32_t samples[SPINDLE_RING];
    size_t head;
    size_t filled;
};

enum spindle_add {
    SPINDLE_ADDED,
    SPINDLE_TABLE_FULL,
    SPINDLE_NOT_ASCENDING
};

/* Appends a knot; the table stays as it was unless SPINDLE_ADDED is answered. */
enum spindle_add spindle_table_add(struct spindle_table *table, int32_t raw, int32_t micron);

/* Interpolates between two knots; outside the table the nearest knot holds. False for an empty table. */
bool spindle_correct(const struct spindle_table *table, int32_t raw, ⟦mid:int32_t *micron⟧);

void spindle_ring_push(⟦mid:struct spindle_ring *ring⟧, int32_t sample);

/* Mean of what the ring holds, 0 for an empty ring. */
int32_t spindle_ring_mean(const struct spindle_ring *ring);

/* Greatest minus smallest sample, 0 for an empty ring. */
int32_t spindle_ring_spread(⟦mid:const struct spindle_ring *ring⟧);

#endif
