"""The pages: Jinja2 and htmx, one folder per thing that a person sees. No rule of the law is written here."""
