/* Prints the round list of a ward: which drips run dry first. Usage: roundlist < pumps.txt */
#include "drip.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_PUMPS 64

struct pump {
    char bed[8];
    struct drip_bag bag;
    struct drip_line line;
};

/* Order for qsort: the pump that runs dry first comes first. */
static int by_minutes_left(const void *left, const void *right)
{
    const struct pump *a = left;
    const struct pump *b = right;
    ⟦block+cross:uint32_t minutes_a = drip_line_minutes_left(&a->line);
    uint32_t minutes_b = drip_line_minutes_left(&b->line);
    return (minutes_a > minutes_b) - (minutes_a < minutes_b);⟧
}

/* Reads "bed label millilitres rate" of one pump; false at the end of the input. */
static bool read_pump(FILE *in, struct pump *pump)
{
    char label[DRIP_LABEL_MAX];
    unsigned millilitres;
    unsigned rate;
    if (fscanf(in, "%7s %23s %u %u", ⟦mid:pump->bed, label, &millilitres, &rate⟧) != 4) {
        return false;
    }
    drip_bag_init(⟦mid+cross:&pump->bag, label, millilitres * 1000⟧);
    enum drip_fault fault = drip_line_start(&pump->line, &pump->bag, rate);
    if (fault != DRIP_OK) {
        /* Tell the bed and the text of the fault on the error output. */
        ⟦comment+cross:fprintf(stderr, "%s: %s\n", pump->bed, drip_fault_text(fault));⟧
    }
    return true;
}

static void rebind(struct pump *pumps, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        /* Sorting moved the bags, so every line points at its own bag again. */
        ⟦comment+cross:pumps[i].line.bag = &pumps[i].bag;⟧
    }
}

int main(void)
{
    static struct pump pumps[MAX_PUMPS];
    size_t count = 0;
    while (count < MAX_PUMPS && ⟦mid:read_pump(stdin, &pumps[count])⟧) {
        count++;
    }
    rebind(pumps, count);
    qsort(pumps, count, sizeof pumps[0], ⟦mid:by_minutes_left⟧);
    rebind(pumps, count);
    for (size_t i = 0; i < count; i++) {
        printf("%-8s %-24s %5u min\n", pumps[i].bed, pumps[i].bag.label,
               (unsigned)⟦mid+cross:drip_line_minutes_left(&pumps[i].line)⟧);
    }
    return EXIT_SUCCESS;
}
