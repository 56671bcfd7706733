-- 月末の報告: 国別、目的別の集計と、書類の更新が要る送金人。

-- 当月に決済した送金の国別の件数と円換算額。
WITH settled AS (
    SELECT
        b.country_code,
        o.purpose_code,
        o.amount * o.yen_rate AS yen_value
    FROM remit_order AS o
    JOIN payout_bank AS b ON ⟦line+cross:b.bank_key = o.bank_key⟧
    WHERE o.settled_on >= date_trunc('month', current_date)
        AND o.settled_on < ⟦line:date_trunc('month', current_date) + interval '1 month'⟧
)
SELECT
    country_code,
    count(*) AS orders,
    round(sum(yen_value)) AS yen_total,
    round(100 * sum(yen_value) / ⟦mid:sum(sum(yen_value)) OVER ()⟧, 1) AS share_percent
FROM settled
GROUP BY country_code
ORDER BY yen_total DESC;

-- 本人確認から法人は1年、個人は3年を過ぎた送金人。
SELECT
    r.remitter_no,
    r.legal_name,
    r.kyc_seen_on
FROM remitter AS r
WHERE r.kyc_seen_on < current_date - ⟦block+cross:CASE
    WHEN r.is_corporate THEN interval '1 year'
    ELSE interval '3 years'
END⟧
ORDER BY r.kyc_seen_on;

-- Share of rejected screenings by examiner, only for those with at least 20 screenings.
SELECT
    s.examiner_id,
    count(*) AS screenings,
    ⟦mid+cross:count(*) FILTER (WHERE s.verdict = 'reject')⟧ AS rejected
FROM screening AS s
GROUP BY s.examiner_id
⟦line:HAVING count(*) >= 20⟧
ORDER BY s.examiner_id;

-- Delete screenings of orders that were settled more than ten years ago.
⟦comment+cross:DELETE FROM screening
WHERE order_no IN (
    SELECT o.order_no
    FROM remit_order AS o
    WHERE o.settled_on < current_date - interval '10 years'
);⟧
