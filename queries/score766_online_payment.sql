-- order: 192
-- title_vi: Điểm 766 tính từ báo cáo: hồ sơ thanh toán trực tuyến (tối đa 6)
-- title_en: Index 766 from reports: dossiers paid online (out of 6)
-- formula_vi: 6 × hồ sơ thanh toán trực tuyến ÷ mẫu số nêu cùng
-- formula_en: 6 × dossiers paid online ÷ the base printed beside it
-- unit: point
-- max_points: 6
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 3.6
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: payments.online, payments.online_base, payments.online_rate
-- headline: no
-- given: payments.online = 150, payments.online_base = 400;
--     payments.online_rate = 50;
--     payments.online = 0, payments.online_base = 0
-- expect: numerator = 150, denominator = 400, rate = 37.5, value = 2.25;
--     rate = 50, value = 3;
--     numerator = 0, denominator = 0
-- caveats_vi: Hệ số 6 rút ra từ điểm Cổng đã chấm, chưa thấy trong văn bản. Báo cáo có khi chia cho hồ sơ đã nộp phí
--     chứ không phải hồ sơ có nghĩa vụ tài chính, khi ấy điểm ở đây cao hơn. Chấm theo cách của Cổng như đọc được đến
--     tháng 10/2026, nhưng trên số liệu báo cáo; Cổng chấm trên hồ sơ đồng bộ, nên đây không phải là điểm Cổng công bố.
-- caveats_en: The weight of 6 is drawn from what the portal gave, not found in law. Reports sometimes divide by
--     dossiers that paid rather than by those that owe, and the points here are then higher. Scored the portal's way as
--     known up to October 2026, but on reported figures; the portal scores synchronised dossiers, so this is not the
--     published score.
--
-- Phần điểm thanh toán trực tuyến tính theo hồ sơ: 6 × tỷ lệ hồ sơ thanh toán trực tuyến. Bốn điểm còn lại của nhóm
-- (thủ tục có thanh toán trực tuyến) không có trong báo cáo.
--
-- The part of the payment score made of dossiers: 6 × the share paid online. The group's other four points (procedures
-- with online payment) are not in reports.
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
    payments_online as numerator,
    payments_online_base as denominator,
    payments_online_rate as stated
from figures
where
    payments_online is not null
    or payments_online_base is not null
    or payments_online_rate is not null
