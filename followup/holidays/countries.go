package holidays

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// countries are the holidays of each country that is known, by ISO 3166-1 alpha-2, and of regions ("DE-BY", ISO 3166-2).
// A country with several lists keeps what two thirds of its
// regions keep.
var countries = map[string][][]*cal.Holiday{
	"AR": {ar.Holidays},
	"AT": {at.Holidays},
	"BE": {be.Holidays},
	"BG": {bg.Holidays},
	"BR": {br.Holidays},
	"CA": {ca.Holidays},
	"CZ": {cz.Holidays},
	"DE": {de.Holidays},
	"DK": {dk.Holidays},
	"ES": {es.Holidays},
	"FR": {fr.Holidays},
	"GB": {gb.Holidays},
	"GR": {gr.Holidays},
	"HR": {hr.Holidays},
	"IE": {ie.Holidays},
	"IT": {append(slices.Clone(it.Holidays), since(2026, time.October, 4))},
	"JP": {jp.Holidays},
	"LT": {lt.Holidays},
	"LV": {lv.Holidays},
	"MW": {mw.Holidays},
	"NC": {nc.Holidays},
	"NL": {without(nl.Holidays, nl.GoedeVrijdag, nl.BevrijdingsDag)}, // most people work on these
	"NO": {no.Holidays},
	"NZ": {nz.Holidays},
	"PL": {append(slices.Clone(pl.Holidays), since(2025, time.December, 24))},
	"RO": {ro.Holidays},
	"RU": {ru.Holidays},
	"SE": {se.Holidays},
	"SI": {si.Holidays},
	"SK": {sk.Holidays},
	"UA": {ua.Holidays},
	"US": {us.Holidays},
	"ZA": {za.Holidays},
	"FI": {finland}, "HU": {hungary}, "LU": {luxembourg}, "PT": {portugal},
	"AU": {
		au.HolidaysACT, au.HolidaysNSW, au.HolidaysNT, au.HolidaysQLD, au.HolidaysSA, au.HolidaysTAS, au.HolidaysVIC, au.HolidaysWA,
	},
	"CH": {
		ch.HolidaysZH, ch.HolidaysBE, ch.HolidaysLU, ch.HolidaysUR, ch.HolidaysSZ, ch.HolidaysOW, ch.HolidaysNW, ch.HolidaysGL,
		ch.HolidaysZG, ch.HolidaysFR, ch.HolidaysSO, ch.HolidaysBS, ch.HolidaysBL, ch.HolidaysSH, ch.HolidaysAR, ch.HolidaysAI,
		ch.HolidaysSG, ch.HolidaysGR, ch.HolidaysAG, ch.HolidaysTG, ch.HolidaysVD, ch.HolidaysTI, ch.HolidaysVS, ch.HolidaysNE,
		ch.HolidaysGE, ch.HolidaysJU,
	},

	"AU-ACT": {au.HolidaysACT}, "AU-NSW": {au.HolidaysNSW}, "AU-NT": {au.HolidaysNT}, "AU-QLD": {au.HolidaysQLD},
	"AU-SA": {au.HolidaysSA}, "AU-TAS": {au.HolidaysTAS}, "AU-VIC": {au.HolidaysVIC}, "AU-WA": {au.HolidaysWA},
	"CH-ZH": {ch.HolidaysZH}, "CH-BE": {ch.HolidaysBE}, "CH-LU": {ch.HolidaysLU}, "CH-UR": {ch.HolidaysUR},
	"CH-SZ": {ch.HolidaysSZ}, "CH-OW": {ch.HolidaysOW}, "CH-NW": {ch.HolidaysNW}, "CH-GL": {ch.HolidaysGL},
	"CH-ZG": {ch.HolidaysZG}, "CH-FR": {ch.HolidaysFR}, "CH-SO": {ch.HolidaysSO}, "CH-BS": {ch.HolidaysBS},
	"CH-BL": {ch.HolidaysBL}, "CH-SH": {ch.HolidaysSH}, "CH-AR": {ch.HolidaysAR}, "CH-AI": {ch.HolidaysAI},
	"CH-SG": {ch.HolidaysSG}, "CH-GR": {ch.HolidaysGR}, "CH-AG": {ch.HolidaysAG}, "CH-TG": {ch.HolidaysTG},
	"CH-VD": {ch.HolidaysVD}, "CH-TI": {ch.HolidaysTI}, "CH-VS": {ch.HolidaysVS}, "CH-NE": {ch.HolidaysNE},
	"CH-GE": {ch.HolidaysGE}, "CH-JU": {ch.HolidaysJU},
	"DE-BW": {de.HolidaysBW}, "DE-BY": {de.HolidaysBY}, "DE-BE": {de.HolidaysBE}, "DE-BB": {de.HolidaysBB},
	"DE-HB": {de.HolidaysHB}, "DE-HH": {de.HolidaysHH}, "DE-HE": {de.HolidaysHE}, "DE-MV": {de.HolidaysMV},
	"DE-NI": {de.HolidaysNI}, "DE-NW": {de.HolidaysNW}, "DE-RP": {de.HolidaysRP}, "DE-SL": {de.HolidaysSL},
	"DE-SN": {de.HolidaysSN}, "DE-ST": {de.HolidaysST}, "DE-SH": {de.HolidaysSH}, "DE-TH": {de.HolidaysTH},
}

// on is a holiday on the same day every year.
func on(month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// since is on, from that year.
func since(year int, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Month: month, Day: day, StartYear: year, Func: cal.CalcDayOfMonth}
}

// without leaves holidays out of a list.
func without(list []*cal.Holiday, drop ...*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(list), func(h *cal.Holiday) bool { return slices.Contains(drop, h) })
}

// The countries that the library does not have.
var (
	portugal = []*cal.Holiday{
		aa.NewYear, aa.GoodFriday, on(time.April, 25), aa.WorkersDay, aa.CorpusChristi, on(time.June, 10), aa.AssumptionOfMary,
		on(time.October, 5), aa.AllSaintsDay, on(time.December, 1), aa.ImmaculateConception, aa.ChristmasDay,
	}
	finland = []*cal.Holiday{
		aa.NewYear, aa.Epiphany, aa.GoodFriday, aa.EasterMonday, aa.WorkersDay, aa.AscensionDay,
		{Month: time.June, Day: 19, Weekday: time.Friday, Offset: 1, Func: cal.CalcWeekdayFrom}, // midsummer eve
		on(time.December, 6), on(time.December, 24), aa.ChristmasDay, aa.ChristmasDay2,
	}
	luxembourg = []*cal.Holiday{
		aa.NewYear, aa.EasterMonday, aa.WorkersDay, on(time.May, 9), aa.AscensionDay, aa.PentecostMonday, on(time.June, 23),
		aa.AssumptionOfMary, aa.AllSaintsDay, aa.ChristmasDay, aa.ChristmasDay2,
	}
	hungary = []*cal.Holiday{
		aa.NewYear, on(time.March, 15), aa.GoodFriday, aa.EasterMonday, aa.WorkersDay, aa.PentecostMonday, on(time.August, 20),
		on(time.October, 23), aa.AllSaintsDay, aa.ChristmasDay, aa.ChristmasDay2,
	}
)
