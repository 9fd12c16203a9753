"""Django settings; everything that differs between offices comes from the environment."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from doithoai.config.addresses import own_addresses
from doithoai.config.database import connection_settings
from doithoai.config.environment import read_environment
from doithoai.config.home import secret

PACKAGE = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment()
HOME = ENVIRONMENT.home
IS_PRODUCTION = ENVIRONMENT.origin is not None

# --- Who we are ---------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = secret(HOME, "django_key")
RECEIPT_KEY = secret(HOME, "receipt_key")  # signs what citizens carry away; outlives SECRET_KEY
VAULT_INDEX_KEY = secret(HOME, "vault_index")  # finds an identity by a number; outer keys beside it
ROOT_URLCONF = "doithoai.config.urls"
ALLOWED_HOSTS = own_addresses(ENVIRONMENT)

INSTALLED_APPS = [
    "doithoai.web",  # first: its templates stand before allauth's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "doithoai.kit",
    "doithoai.record",
    "doithoai.channels",
    "doithoai.places",
    "doithoai.people",
    "doithoai.deadlines",
    "doithoai.opinions",
    "doithoai.finding",
    "doithoai.dialogues",
    "doithoai.conclusions",
    "doithoai.commitments",
    "doithoai.oversight",
    "doithoai.reports",
    "doithoai.jobs",
    "doithoai.sample",
]

MIDDLEWARE = [
    "doithoai.web.middleware.page_cache.PublicPageCache",  # a kept page costs nothing below
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "doithoai.web.middleware.caching.CacheHeaders",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "doithoai.web.middleware.language.ChosenLanguage",
    "doithoai.web.middleware.clean_input.CleanInput",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "doithoai.web.middleware.working.Working",
    "doithoai.web.middleware.security_log.SecurityLog",
    "doithoai.web.middleware.refusals.Refusals",
    "doithoai.web.signing_in_by_phone.NarrowSession",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # with DEBUG off the loader keeps parsed templates
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "doithoai.web.context.frame",
                "doithoai.web.desk.page_frame.frame_of_errors",
            ],
            "libraries": {"components": "doithoai.web.components"},
        },
    }
]

# --- What we keep -------------------------------------------------------------------------------
DATABASES = {"default": connection_settings(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
READING = "reading"  # the queue of tables to be read; none waits until another was taken over
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", READING]}}
SESSION_ENGINE = "doithoai.people.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

PAGE_CACHE = ENVIRONMENT.page_cache
FRESHNESS_FILE = HOME / "run" / "freshness"  # shared by the processes of this machine
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"  # has no URL: a view decides who may see an upload
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "doithoai.config.serving.styles.JoinedStyles"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
CLAMAV = ENVIRONMENT.clamav
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # text fields together; files are counted apart
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [  # of what is no app
    PACKAGE / place / "locale"
    for place in ("config", "language", "dossiers", "web/desk", "web/public", "web/beginning")
]
FORMAT_MODULE_PATH = "doithoai.config.formats"
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Accounts -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        "django.contrib.auth.password_validation.MinimumLengthValidator": {"min_length": 12},
        "django.contrib.auth.password_validation.CommonPasswordValidator": {},
        "django.contrib.auth.password_validation.NumericPasswordValidator": {},
        "doithoai.people.passwords.OwnPassword": {},
    }.items()
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"  # only officials have accounts
ACCOUNT_ADAPTER = "doithoai.web.signing_in.ClosedDoor"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by an administrator of the office
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "doithoai.people.invitations.NewestLink"  # noqa: S105 a name
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": False}  # counted in the database: web/signing_in.py
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_PRODUCTION else 0
MFA_ADAPTER = "doithoai.people.second_factors.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Đối Thoại"
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds: clocks differ and fingers are slow (RFC 6238, 5.2)
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator who knows the person made the account
MFA_FORMS = {
    "authenticate": "doithoai.web.signing_in.CodeForm",
    "reauthenticate": "doithoai.web.signing_in.CodeAgainForm",
    "activate_totp": "doithoai.web.signing_in.FirstCodeForm",
    "add_webauthn": "doithoai.web.security_keys.AddKeyForm",
    "edit_webauthn": "doithoai.web.security_keys.EditKeyForm",
    "authenticate_webauthn": "doithoai.web.security_keys.AuthenticateKeyForm",
    "reauthenticate_webauthn": "doithoai.web.security_keys.ReauthenticateKeyForm",
    "login_webauthn": "doithoai.web.security_keys.LoginKeyForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION

# --- What the browser is told -------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "form-action": [CSP.SELF],
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds without a request; web/middleware/working.py
if ENVIRONMENT.origin:
    CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# --- What we say to the operator ----------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "doithoai.config.logs.ReticentFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # refusals are answers, not faults
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django_tasks_db": {"level": "ERROR"},
        "doithoai": {"level": "INFO"},
    },
}
