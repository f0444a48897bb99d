-- order: 196
-- title_vi: Điểm 766 tính từ báo cáo: phản ánh, kiến nghị đúng hạn (tối đa 6)
-- title_en: Index 766 from reports: petitions on time (out of 6)
-- formula_vi: 6 × PAKN xử lý đúng hạn ÷ PAKN đã tiếp nhận; không phát sinh: 6
-- formula_en: 6 × petitions handled on time ÷ petitions on hand; none arose: 6
-- unit: point
-- max_points: 6
-- at_zero: 6
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 5.2
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: feedback.resolved_on_time, feedback.received
-- headline: no
-- given: feedback.resolved_on_time = 45, feedback.received = 60;
--     feedback.received = 0;
--     feedback.resolved_on_time = 9
-- expect: numerator = 45, denominator = 60, rate = 75, value = 4.5;
--     numerator = 0, denominator = 0, value = 6;
--     nothing
-- caveats_vi: Theo lời văn của Quyết định, phản ánh đang xử lý còn trong hạn chưa được tính là đúng hạn. Chấm theo cách
--     của Cổng như đọc được đến tháng 10/2026, nhưng trên số liệu báo cáo; Cổng chấm trên hồ sơ đồng bộ, nên đây không
--     phải là điểm Cổng công bố.
-- caveats_en: By the wording of the Decision, petitions pending within their deadline do not count as on time. Scored
--     the portal's way as known up to October 2026, but on reported figures; the portal scores synchronised dossiers,
--     so this is not the published score.
--
-- Điểm xử lý phản ánh, kiến nghị đúng hạn: 6 × tỷ lệ; nơi không có phản ánh nào thì Cổng cho đủ 6 điểm.
--
-- Points for petitions handled on time: 6 × the rate; where there was no petition the portal gives the full 6.
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
    case when feedback_received = 0 then 0 else feedback_resolved_on_time end as numerator,
    feedback_received as denominator
from figures
where
    feedback_resolved_on_time is not null
    or feedback_received is not null
