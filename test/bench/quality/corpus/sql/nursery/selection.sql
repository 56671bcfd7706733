-- 選考の計算。表の定義は tables.sql にある。

-- 申込みごとの合計指数: 基準指数と調整指数の和。取り下げたものは除く。
CREATE VIEW total_point AS
SELECT
    a.apply_no,
    a.household_no,
    a.age_class,
    a.base_points + ⟦mid+cross:coalesce(sum(e.points), 0)⟧ AS total_points
FROM application AS a
LEFT JOIN extra_point AS e ON ⟦line+cross:e.apply_no = a.apply_no⟧
WHERE ⟦line+cross:a.withdrawn_on IS NULL⟧
GROUP BY a.apply_no, a.household_no, a.age_class, a.base_points;

-- 施設と歳児ごとの順位。同点なら、ひとり親、所得の低い世帯の順に優先する。
CREATE VIEW wish_order AS
SELECT
    w.nursery_id,
    t.age_class,
    t.apply_no,
    w.wish_rank,
    row_number() OVER (
        PARTITION BY ⟦line:w.nursery_id, t.age_class⟧
        ORDER BY
            t.total_points DESC,
            ⟦block+cross:h.lone_parent DESC,
            h.taxed_income,
            t.apply_no⟧
    ) AS position
FROM wish AS w
JOIN total_point AS t ON t.apply_no = w.apply_no
JOIN household AS h ON ⟦line+cross:h.household_no = t.household_no;⟧

-- First wishes against seats, by nursery and age class.
CREATE VIEW competition AS
SELECT
    n.nursery_name,
    s.age_class,
    s.seats,
    count(o.apply_no) AS first_wishes
FROM class_seat AS s
JOIN nursery AS n ON n.nursery_id = s.nursery_id
LEFT JOIN wish_order AS o
    ON o.nursery_id = s.nursery_id
    -- Only first wishes for the same age class count.
    ⟦comment+cross:AND o.age_class = s.age_class
    AND o.wish_rank = 1⟧
GROUP BY n.nursery_name, s.age_class, s.seats;

-- 定員に空きのある施設と歳児。
SELECT
    nursery_name,
    age_class,
    ⟦mid:seats - first_wishes⟧ AS vacancies
FROM competition
WHERE ⟦line:seats > first_wishes⟧
ORDER BY nursery_name, age_class;

-- 第一希望が世帯と別の地区にある申込みの件数を、世帯の地区ごとに数える
⟦comment+ja+cross:SELECT
    h.district,
    count(*) AS applications
FROM application AS a
JOIN household AS h ON h.household_no = a.household_no
JOIN wish AS w ON w.apply_no = a.apply_no AND w.wish_rank = 1
JOIN nursery AS n ON n.nursery_id = w.nursery_id
WHERE n.district <> h.district
GROUP BY h.district;⟧
