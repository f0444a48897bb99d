-- order: 158
-- title_vi: Tỷ lệ hài lòng (nêu)
-- title_en: Satisfaction (as printed)
-- formula_vi: tỷ lệ nêu trong báo cáo
-- formula_en: the rate as printed
-- unit: percent
-- direction: up
-- family: satisfaction
-- legal_basis: Nghị quyết 76/NQ-CP ngày 15/7/2021
-- formula_version: 1
-- fields: satisfaction.rate
-- headline: no
-- given: satisfaction.rate = 95.2
-- expect: value = 95.2
-- caveats_vi: Nguồn khi thì là khảo sát của địa phương, khi thì là đánh giá trên Cổng; chỉ số 5.4 của Quyết định 766 là
--     số suy ra từ hồ sơ quá hạn và phản ánh, không phải khảo sát. Không so sánh khi chưa đọc câu gốc; không quy ra
--     điểm.
-- caveats_en: Some are surveys of a province, some ratings on the portal; indicator 5.4 of Decision 766 is derived from
--     late dossiers and petitions, and no survey. Do not compare without reading the sentences; no points are made of
--     it.
--
-- Tỷ lệ người dân, doanh nghiệp hài lòng với việc tiếp nhận, giải quyết thủ tục hành chính, đúng như báo cáo nêu.
--
-- The share of citizens and businesses satisfied with how procedures are received and resolved, as the report prints
-- it.
--
-- One row per unit, administrative level, period, window and report that states any of it.

select
    place_vintage,
    place_code,
    unit,
    unit_kind,
    admin_level,
    period_kind,
    period,
    period_start,
    period_end,
    window_basis,
    report_id,
    confidence,
    satisfaction_rate as stated
from figures
where
    satisfaction_rate is not null
