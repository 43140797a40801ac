from django.urls import path

from huiyin.people.views import accounts, journal, roster, signing_in, town, units

app_name = "people"
urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("password/", signing_in.password, name="password"),
    path("<slug:town>/deputies/", roster.deputies, name="deputies"),
    path("<slug:town>/deputies/enrol/", roster.enrol, name="enrol_deputy"),
    path("<slug:town>/deputies/<uuid:pk>/", roster.deputy, name="deputy"),
    path("<slug:town>/deputies/<uuid:pk>/change/", roster.change, name="change_deputy"),
    path("<slug:town>/deputies/<uuid:pk>/end/", roster.end, name="end_deputy"),
    path("<slug:town>/deputies/<uuid:pk>/links/<uuid:link>/revoke/", roster.revoke, name="revoke_link"),
    path("<slug:town>/units/", units.unit_list, name="units"),
    path("<slug:town>/units/open/", units.open_page, name="open_unit"),
    path("<slug:town>/units/<uuid:pk>/", units.unit, name="unit"),
    path("<slug:town>/units/<uuid:pk>/change/", units.change, name="change_unit"),
    path("<slug:town>/units/<uuid:pk>/close/", units.close, name="close_unit"),
    path("<slug:town>/settings/", town.town_page, name="town"),
    path("<slug:town>/settings/town/", town.change_town, name="change_town"),
    path("<slug:town>/settings/congresses/", town.congresses, name="congresses"),
    path("<slug:town>/settings/congresses/open/", town.open_congress, name="open_congress"),
    path("<slug:town>/settings/congresses/<uuid:pk>/convene/", town.convene, name="convene_session"),
    path("<slug:town>/settings/places/", town.places, name="places"),
    path("<slug:town>/settings/places/village/", town.enter_village, name="enter_village"),
    path("<slug:town>/settings/places/constituency/", town.enter_constituency, name="enter_constituency"),
    path("<slug:town>/journal/", journal.journal, name="journal"),
    path("<slug:town>/journal/verify/", journal.verify, name="verify_journal"),
    path("<slug:town>/settings/accounts/", accounts.accounts, name="accounts"),
    path("<slug:town>/settings/accounts/admit/", accounts.admit, name="admit_person"),
    path("<slug:town>/settings/accounts/give/", accounts.give, name="give_role"),
    path("<slug:town>/settings/accounts/<uuid:pk>/end/", accounts.end, name="end_role"),
    path("<slug:town>/settings/accounts/<uuid:pk>/password/", accounts.renew_password, name="reset_password"),
]
