-- order: 80
-- title_vi: Tỷ lệ thanh toán trực tuyến
-- title_en: Online payment rate
-- formula_vi: hồ sơ thanh toán trực tuyến ÷ mẫu số nêu cùng
-- formula_en: dossiers paid online ÷ the base printed beside it
-- unit: percent
-- direction: up
-- family: payment
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 3.6
-- formula_version: 1
-- fields: payments.online, payments.online_base, payments.online_rate
-- headline: yes
-- given: payments.online = 126, payments.online_base = 280;
--     payments.online_rate = 48.3
-- expect: numerator = 126, denominator = 280, value = 45;
--     value = 48.3
-- caveats_vi: Địa phương lấy mẫu số là hồ sơ đã nộp phí; Cổng quốc gia lấy hồ sơ có nghĩa vụ tài chính: hai tỷ lệ của
--     cùng một kỳ có thể cách nhau hàng chục điểm.
-- caveats_en: Provinces divide by dossiers that paid a fee, the national portal by those that owe one: the two rates
--     of one period may lie tens of points apart.
--
-- Trong số hồ sơ phải nộp phí, lệ phí hoặc nghĩa vụ tài chính, bao nhiêu phần trăm được thanh toán qua mạng.
--
-- Of the dossiers with a fee or another financial obligation, the share paid online.
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
