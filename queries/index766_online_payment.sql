-- order: 184
-- title_vi: Điểm 766 công bố: thanh toán trực tuyến (tối đa 10)
-- title_en: Index 766 as published: online payment (out of 10)
-- formula_vi: điểm do Cổng Dịch vụ công quốc gia công bố
-- formula_en: the score published by the National Public Service Portal
-- unit: point
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, phần 10 điểm của nhóm 4 (cung cấp dịch vụ trực tuyến, 22 điểm)
-- valid_from: 2022-06-23
-- fields: index766.online_payment
-- headline: no
-- given: index766.online_payment = 6.48
-- expect: value = 6.48
-- caveats_vi: Cách chấm năm 2026 khắt khe hơn hẳn: hai phiên bản không bao giờ nối thành một đường; điểm từ tháng 2 đến
--     tháng 8/2026 ghi là chưa rõ phiên bản.
-- caveats_en: The scoring of 2026 asks far more: the two versions are never one line; scores from February to August
--     2026 are of unknown version.
--
-- Điểm của Bộ chỉ số phục vụ người dân, doanh nghiệp về thanh toán trực tuyến phí, lệ phí, nghĩa vụ tài chính, như Cổng
-- công bố: không tính lại, không cộng, không lấy trung bình.
--
-- Points of the index of service to citizens and businesses for paying fees and financial obligations online, as the
-- portal publishes them: never recomputed, added or averaged.
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
    index766_online_payment as value,
    case
        when period_end < '2026-02-01' then '2022'
        when period_end >= '2026-09-01' then '2026'
        else 'unknown'
    end as formula_version
from figures
where
    index766_online_payment is not null
