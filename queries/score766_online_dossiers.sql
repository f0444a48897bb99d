-- order: 191
-- title_vi: Điểm 766 tính từ báo cáo: hồ sơ trực tuyến (thang 100)
-- title_en: Index 766 from reports: online dossiers (scale of 100)
-- formula_vi: 100 × tỷ lệ hồ sơ trực tuyến ÷ 50 %, nhiều nhất 100
-- formula_en: 100 × online share ÷ 50 %, at most 100
-- unit: point
-- max_points: 100
-- full_at: 50
-- direction: up
-- family: index766
-- legal_basis: Quyết định 766/QĐ-TTg ngày 23/6/2022, chỉ số 3.3
-- formula_version: 1
-- valid_from: 2022-06-23
-- fields: dossiers.received_online, dossiers.received_new, dossiers.received_offline
-- headline: no
-- given: dossiers.received_online = 200, dossiers.received_new = 1000;
--     dossiers.received_online = 300, dossiers.received_offline = 200;
--     dossiers.received_online = 0, dossiers.received_new = 0
-- expect: numerator = 200, denominator = 1000, rate = 20, value = 40;
--     numerator = 300, denominator = 500, rate = 60, value = 100;
--     numerator = 0, denominator = 0
-- caveats_vi: Số điểm tối đa của riêng chỉ số này chưa thấy trong văn bản, nên dùng thang 100 phần của điểm tối đa.
--     Cổng chỉ đếm hồ sơ trực tuyến đã trả kết quả điện tử, nên số ở đây là mức cao nhất có thể. Chấm theo cách của
--     Cổng như đọc được đến tháng 10/2026, nhưng trên số liệu báo cáo; Cổng chấm trên hồ sơ đồng bộ, nên đây không phải
--     là điểm Cổng công bố.
-- caveats_en: The maximum of this one indicator is not found in law, so the scale is 100 parts of it. The portal counts
--     only online dossiers answered electronically, so this is the most it can be. Scored the portal's way as known up
--     to October 2026, but on reported figures; the portal scores synchronised dossiers, so this is not the published
--     score.
--
-- Tỷ lệ hồ sơ nộp trực tuyến trong số hồ sơ mới đã đạt bao nhiêu phần trăm của ngưỡng cho điểm tối đa (50 %). Đạt hoặc
-- vượt ngưỡng là 100.
--
-- How much of the full-mark threshold (50 %) the online share of new dossiers has reached. At the threshold or above it
-- is 100.
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
    dossiers_received_online as numerator,
    coalesce(dossiers_received_new, dossiers_received_online + dossiers_received_offline) as denominator
from figures
where
    dossiers_received_online is not null
    or dossiers_received_new is not null
    or dossiers_received_offline is not null
