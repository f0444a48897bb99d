-- order: 183
-- title_vi: Điểm 766 công bố: dịch vụ công trực tuyến (tối đa 12)
-- title_en: Index 766 as published: online services (out of 12)
-- formula_vi: điểm do Cổng Dịch vụ công quốc gia công bố
-- formula_en: the score published by the National Public Service Portal
-- unit: point
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, phần 12 điểm của nhóm 4 (cung cấp dịch vụ trực tuyến, 22 điểm)
-- valid_from: 2022-06-23
-- fields: index766.online_services, index766.online_payment
-- headline: no
-- given: index766.online_services = 7.5, index766.online_payment = 6.5;
--     index766.online_services = 17.2
-- expect: value = 7.5;
--     nothing
-- caveats_vi: Cách chấm năm 2026 khắt khe hơn hẳn: hai phiên bản không bao giờ nối thành một đường; điểm từ tháng 2 đến
--     tháng 8/2026 ghi là chưa rõ phiên bản. Nhóm 4 có khi được nêu gộp cả 22 điểm: chỉ lấy khi nguồn nêu riêng phần
--     thanh toán.
-- caveats_en: The scoring of 2026 asks far more: the two versions are never one line; scores from February to August
--     2026 are of unknown version. Group 4 is sometimes printed whole, out of 22: it is taken only where the source
--     states payment apart.
--
-- Điểm của Bộ chỉ số phục vụ người dân, doanh nghiệp về cung cấp và sử dụng dịch vụ công trực tuyến, như Cổng công bố:
-- không tính lại, không cộng, không lấy trung bình.
--
-- Points of the index of service to citizens and businesses for offering and using online public services, as the
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
    index766_online_services as value,
    case
        when period_end < '2026-02-01' then '2022'
        when period_end >= '2026-09-01' then '2026'
        else 'unknown'
    end as formula_version
from figures
where
    index766_online_services is not null
    and index766_online_payment is not null
