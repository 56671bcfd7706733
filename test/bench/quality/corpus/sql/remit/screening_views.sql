-- Views for the screening desk. The tables are in schema.sql.

-- The verdict that counts: the last screening of each order.
CREATE VIEW latest_screening AS
SELECT DISTINCT ON (order_no)
    order_no,
    screened_at,
    verdict,
    examiner_id,
    ⟦line+cross:hit_score⟧
FROM screening
ORDER BY ⟦line+cross:order_no, screened_at DESC;⟧

-- 審査待ちの依頼。まだ一度も審査していないもの。
CREATE VIEW unscreened_order AS
SELECT
    o.order_no,
    o.accepted_on,
    r.legal_name,
    b.bank_name,
    ⟦mid+cross:b.country_code⟧ AS destination
FROM remit_order AS o
JOIN remitter AS r ON ⟦line+cross:r.remitter_no = o.remitter_no⟧
JOIN payout_bank AS b ON b.bank_key = o.bank_key
WHERE NOT EXISTS (
    ⟦block+cross:SELECT 1
    FROM screening AS s
    WHERE s.order_no = o.order_no⟧
);

-- Yen value of all orders of a remitter within the last 30 days; the examiner looks at splitting.
CREATE VIEW recent_volume AS
SELECT
    o.remitter_no,
    count(*) AS orders,
    ⟦mid+cross:sum(o.amount * o.yen_rate)⟧ AS yen_total
FROM remit_order AS o
WHERE o.accepted_on >= current_date - 30
GROUP BY ⟦line:o.remitter_no;⟧

-- 保留中の依頼と、その送金人の直近30日の合計額。
CREATE VIEW held_order AS
SELECT
    o.order_no,
    r.kana_name,
    v.yen_total,
    s.examiner_id
FROM remit_order AS o
JOIN remitter AS r ON r.remitter_no = o.remitter_no
JOIN recent_volume AS v ON ⟦line:v.remitter_no = o.remitter_no⟧
JOIN latest_screening AS s ON s.order_no = o.order_no
-- 最後の審査が保留で、まだ決済していないものに限る
⟦comment+ja+cross:WHERE s.verdict = 'hold' AND o.settled_on IS NULL;⟧
