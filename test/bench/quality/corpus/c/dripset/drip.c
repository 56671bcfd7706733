/* 輸液ポンプの一つの系統を進める。型は drip.h にある。 */
#include "drip.h"

#include <string.h>

#define OCCLUSION_MMHG 450

/* 流量と秒数から µL を求める。0.1 mL/h は 1 時間に 100 µL。 */
static uint32_t volume_of(drip_rate_t rate, uint32_t seconds)
{
    return (uint32_t)((uint64_t)rate * 100 * seconds / 3600);
}

void drip_bag_init(struct drip_bag *bag, const char *label, uint32_t volume_ul)
{
    memset(bag, 0, sizeof *bag);
    strncpy(bag->label, label, ⟦mid+cross:DRIP_LABEL_MAX - 1⟧);
    bag->volume_ul = volume_ul;
    ⟦line+cross:bag->left_ul = volume_ul;⟧
}

enum drip_fault drip_line_start(struct drip_line *line, struct drip_bag *bag, drip_rate_t rate)
{
    if (rate > DRIP_RATE_MAX) {
        return ⟦line+cross:DRIP_RATE_TOO_HIGH;⟧
    }
    /* 高リスク薬は、流量の上限を半分にする */
    ⟦comment+ja+cross:if (bag->high_alert && rate > DRIP_RATE_MAX / 2) {
        return DRIP_RATE_TOO_HIGH;
    }⟧
    ⟦block+cross:line->bag = bag;
    line->rate = rate;
    line->given_ul = 0;
    line->running = true;⟧
    return DRIP_OK;
}

static enum drip_fault stop_with(struct drip_line *line, enum drip_fault fault)
{
    line->running = false;
    return fault;
}

enum drip_fault drip_line_advance(struct drip_line *line, uint32_t seconds)
{
    if (!line->running) {
        return DRIP_OK;
    }
    if (⟦mid+cross:line->pressure_mmhg > OCCLUSION_MMHG⟧) {
        return stop_with(line, DRIP_OCCLUDED);
    }
    uint32_t volume = volume_of(line->rate, seconds);
    if (volume >= line->bag->left_ul) {
        line->given_ul += line->bag->left_ul;
        line->bag->left_ul = 0;
        return ⟦line+cross:stop_with(line, DRIP_BAG_EMPTY);⟧
    }
    ⟦block+cross:line->given_ul += volume;
    line->bag->left_ul -= volume;⟧
    return DRIP_OK;
}

uint32_t drip_line_minutes_left(const struct drip_line *line)
{
    if (!line->running || line->rate == 0) {
        return UINT32_MAX;
    }
    /* Microlitres left in the bag, divided by the microlitres that run in one minute. */
    ⟦comment+cross:uint32_t per_minute = volume_of(line->rate, 60);
    return per_minute == 0 ? UINT32_MAX : line->bag->left_ul / per_minute;⟧
}

const char *drip_fault_text(enum drip_fault fault)
{
    static const char *const texts[] = {
        [DRIP_OK] = "正常",
        [DRIP_RATE_TOO_HIGH] = "流量が上限を超えています",
        [DRIP_BAG_EMPTY] = "バッグが空です",
        ⟦line+cross:[DRIP_OCCLUDED] = "閉塞しています",⟧
    };
    return (unsigned)fault < DRIP_FAULT_COUNT ? texts[fault] : "不明な異常";
}
