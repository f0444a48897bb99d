-- order: 180
-- title_vi: Điểm Bộ chỉ số 766
-- title_en: Index 766, total score
-- formula_vi: điểm do Cổng Dịch vụ công quốc gia công bố
-- formula_en: the score published by the National Public Service Portal
-- unit: point
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022
-- valid_from: 2022-06-23
-- fields: index766.total
-- headline: yes
-- given: index766.total = 81.25
-- expect: value = 81.25
-- caveats_vi: Cách chấm năm 2026 khắt khe hơn hẳn (từ khoảng 90 điểm xuống khoảng 60): hai phiên bản không bao giờ
--     nối thành một đường. Ngày đổi chính xác chưa được công bố, nên điểm từ tháng 2 đến tháng 8/2026 ghi là chưa rõ
--     phiên bản.
-- caveats_en: The scoring of 2026 asks far more (from about 90 points to about 60): the two versions are never one
--     line. The exact day of the change is not published, so scores from February to August 2026 are of unknown
--     version.
--
-- Điểm trên thang 100 của Bộ chỉ số phục vụ người dân, doanh nghiệp, theo lần đọc tại ngày ghi trong bảng. Điểm là số
-- công bố: không tính lại, không cộng, không lấy trung bình.
--
-- Points out of 100 of the index of service to citizens and businesses, as read on the day given. A score is a
-- published number: never recomputed, added or averaged.
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
    index766_total as value,
    case
        when period_end < '2026-02-01' then '2022'
        when period_end >= '2026-09-01' then '2026'
        else 'unknown'
    end as formula_version
from figures
where
    index766_total is not null
