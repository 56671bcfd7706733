/* 暖機運転の判定: 主軸の伸びが落ち着くまで待つ。 */
#include "spindle.h"

#include <stdio.h>
#include <stdlib.h>

/* 落ち着いたとみなす、リングの中の最大と最小の差 (生の値)。 */
#define STEADY_SPREAD 12
/* 合格とする伸びの範囲 (µm)。 */
#define GROWTH_LIMIT_UM 35

static int load_table(FILE *in, struct spindle_table *table)
{
    long raw;
    long micron;
    int line = 0;
    while (fscanf(in, "%ld %ld", &raw, &micron) == 2) {
        line++;
        if (⟦mid+cross:spindle_table_add(table, (int32_t)raw, (int32_t)micron) != SPINDLE_ADDED⟧) {
            fprintf(stderr, "校正表の %d 行目を追加できません\n", line);
            return -1;
        }
    }
    return 0;
}

/* リングがいっぱいになり、ばらつきが小さくなったら落ち着いたとする。 */
static bool is_steady(const struct spindle_ring *ring)
{
    return ⟦line+cross:ring->filled == SPINDLE_RING && spindle_ring_spread(ring) <= STEADY_SPREAD;⟧
}

/* 落ち着くまで標本を読み、平均の生の値を返す。読み終わっても落ち着かなければ false。 */
static bool wait_until_steady(FILE *in, int32_t *mean)
{
    struct spindle_ring ring = {0};
    long sample;
    while (fscanf(in, "%ld", &sample) == 1) {
        ⟦line+cross:spindle_ring_push(&ring, (int32_t)sample);⟧
        /* 落ち着いたら平均を渡して true を返す */
        ⟦comment+ja+cross:if (is_steady(&ring)) {
            *mean = spindle_ring_mean(&ring);
            return true;
        }⟧
    }
    return false;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s TABLE < SAMPLES\n", argv[0]);
        return EXIT_FAILURE;
    }
    FILE *file = fopen(argv[1], "r");
    if (file == NULL) {
        ⟦block:perror(argv[1]);
        return EXIT_FAILURE;⟧
    }
    struct spindle_table table = {0};
    int loaded = load_table(file, &table);
    fclose(file);
    int32_t mean;
    int32_t growth;
    if (loaded != 0 || !wait_until_steady(stdin, &mean) || ⟦mid+cross:!spindle_correct(&table, mean, &growth)⟧) {
        return EXIT_FAILURE;
    }
    /* 伸びの絶対値が限度を超えていれば、その値を知らせて失敗で終わる */
    ⟦comment+ja:if (abs(growth) > GROWTH_LIMIT_UM) {
        fprintf(stderr, "伸びが限度を超えています: %d µm\n", (int)growth);
        return EXIT_FAILURE;
    }⟧
    printf("主軸の伸び: %d µm\n", (int)growth);
    return EXIT_SUCCESS;
}
