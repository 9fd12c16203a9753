"""Fields of life that matters belong to, in the rough order in which they recur at dialogues.

Source: domain dossier B.6, gathered from published reports of dialogues.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Field(TextChoices):
    LAND = "land", _("Land, land-use certificates")
    TRANSPORT = "transport", _("Roads and transport")
    ENVIRONMENT = "environment", _("Environment, waste")
    IRRIGATION_DRAINAGE = "irrigation_drainage", _("Irrigation, drainage, dykes")
    SITE_CLEARANCE = "site_clearance", _("Site clearance, compensation, resettlement")
    CONSTRUCTION_PLANNING = "construction_planning", _("Construction, urban order, planning")
    AGRICULTURE = "agriculture", _("Agriculture")
    NEW_RURAL_CULTURE_HOUSE = "new_rural_culture_house", _("New rural programme, culture houses")
    ELECTRICITY_LIGHTING = "electricity_lighting", _("Electricity, lighting")
    CLEAN_WATER = "clean_water", _("Clean water")
    EDUCATION = "education", _("Education")
    HEALTH_INSURANCE = "health_insurance", _("Health, health insurance")
    SOCIAL_POLICY = "social_policy", _("Social policy")
    CULTURE_SPORT_RELIGION = "culture_sport_religion", _("Culture, sport, religion")
    SECURITY_ORDER = "security_order", _("Security, order, traffic safety")
    ADMINISTRATIVE_REFORM = (
        "administrative_reform",
        _("Administrative procedures, officials' manner"),
    )
    UNIT_MERGER_STAFF = "unit_merger_staff", _("Merged units, village officials")
    FINANCE_CONTRIBUTIONS = "finance_contributions", _("Finance, contributions")
    LABOUR_LOANS = "labour_loans", _("Work, loans")
    MINERALS = "minerals", _("Minerals")
    FOOD_SAFETY_MARKET = "food_safety_market", _("Food safety, markets")
    DIGITAL = "digital", _("Digital services")
