/* 輸液ポンプの指示: 薬剤、流量、アラームの型と関数。 */
#ifndef DRIP_H
#define DRIP_H

#include <stdbool.h>
#include <stdint.h>

/* 流量は 0.1 mL/h を 1 とする整数で持つ。浮動小数点は使わない。 */
typedef uint32_t drip_rate_t;

#define DRIP_RATE_MAX ((drip_rate_t)12000)
#define DRIP_LABEL_MAX 24

enum drip_fault {
    DRIP_OK = 0,
    DRIP_RATE_TOO_HIGH,
    DRIP_BAG_EMPTY,
    DRIP_OCCLUDED,
    ⟦line:DRIP_FAULT_COUNT⟧
};

/* 一つの点滴バッグ。残量は µL で数える。 */
struct drip_bag {
    char label[⟦mid:DRIP_LABEL_MAX⟧];
    uint32_t volume_ul;
    uint32_t left_ul;
    bool high_alert;
};

struct drip_line {
    struct drip_bag *bag;
    drip_rate_t rate;
    uint32_t given_ul;
    uint16_t pressure_mmhg;
    bool running;
};

/* 薬剤名が長すぎるときは切り詰める。 */
void drip_bag_init(struct drip_bag *bag, const char *label, uint32_t volume_ul);

/* 指示した流量で始める。 */
enum drip_fault drip_line_start(struct drip_line *line, struct drip_bag *bag, drip_rate_t rate);

/* 経過した秒数だけ進める。異常があれば止めて、その理由を返す。 */
enum drip_fault drip_line_advance(⟦mid:struct drip_line *line, uint32_t seconds⟧);

/* 空になるまでの分。止まっている間は UINT32_MAX。 */
uint32_t drip_line_minutes_left(const struct drip_line *line);

const char *drip_fault_text(enum drip_fault fault);

#endif
