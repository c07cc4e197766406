//! The OpenAPI document, made from the routes themselves.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required,
    ResponseBuilder,
};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use utoipa_actix_web::{AppExt, scope};

use crate::access::table;
use crate::app;
use crate::bookings::BOOKING_SECRET;
use crate::problem::PROBLEM_JSON;
use crate::routes::Routes;

/// Pages of a list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes query values for the document; `wire::Params` reads them")]
pub struct Paging {
    /// Items a page, default 50.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u16>,
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A booking and the proof that it is yours.
#[derive(Debug)]
pub struct OwnBooking;

impl IntoParams for OwnBooking {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        own("booking")
    }
}

/// An appointment and the proof that it is yours.
#[derive(Debug)]
pub struct OwnAppointment;

impl IntoParams for OwnAppointment {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        own("appointment")
    }
}

fn own(what: &str) -> Vec<Parameter> {
    let text = || Some(ObjectBuilder::new().schema_type(Type::String).build());
    vec![
        ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(format!("Id of the {what}")))
            .schema(Some(
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
                    .build(),
            ))
            .build(),
        ParameterBuilder::new()
            .name(BOOKING_SECRET)
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(format!(
                "Proof of ownership; without it, and without a token of who has its address or of the app that made it, the {what} does not exist"
            )))
            .schema(text())
            .build(),
    ]
}

/// The document with and without the sandbox's routes.
pub fn document(sandbox: bool) -> OpenApi {
    let (_, mut document) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(frame())
        .service(scope("/api/v1").configure(|config| app::routes(&mut Routes::Described(config), sandbox)))
        .configure(|config| app::outer_routes(&mut Routes::Described(config)))
        .split_for_parts();
    describe_problems(&mut document);
    document
}

fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Rathaus Co-Working")
        .version("1")
        .description(Some(
            "Desks in a town hall, bookable without an account, and everything the city offers. \
             Instants are RFC 3339 in the venue's offset, periods half-open on a 15-minute grid, \
             errors RFC 9457 problem details.",
        ))
        .license(Some(LicenseBuilder::new().name("EUPL-1.2").identifier(Some("EUPL-1.2")).build()))
        .build();
    OpenApiBuilder::new().info(info).servers(Some([utoipa::openapi::Server::new("/")])).build()
}

/// Every operation may fail in the same form, and who may call it stands in the table of access; saying so
/// once keeps the handlers readable.
fn describe_problems(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    components.add_security_scheme(
        table::BEARER,
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .description(Some("The token of `POST /api/v1/auth/token` (people) or of `POST /api/v1/oauth/token` (apps), or the key of somebody on the staff"))
                .build(),
        ),
    );
    let cookie =
        ApiKeyValue::with_description("__Host-rathaus", "Set by `POST /api/v1/auth/sessions`; `rathaus` without TLS");
    components.add_security_scheme(table::COOKIE, SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    let mut schemas = vec![(shared::problem::Problem::name().into_owned(), shared::problem::Problem::schema())];
    shared::problem::Problem::schemas(&mut schemas);
    for (name, schema) in schemas {
        components.schemas.entry(name).or_insert(schema);
    }
    let content =
        ContentBuilder::new().schema(Some(RefOr::Ref(Ref::from_schema_name(shared::problem::Problem::name())))).build();
    let problem =
        ResponseBuilder::new().description("Problem details (RFC 9457)").content(PROBLEM_JSON, content).build();
    components.responses.insert("Problem".to_owned(), RefOr::T(problem));
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            tidy(operation);
            operation.security = table::who(method, path).map(security);
            for status in ["4XX", "5XX"] {
                let reference = RefOr::Ref(Ref::from_response_name("Problem"));
                operation.responses.responses.insert(status.to_owned(), reference);
            }
        }
    }
}

/// A path value is found twice, in the handler's arguments and described beside it: the described
/// one stays. And OpenAPI wants a description of each answer; a handler gives one where there is
/// more to say.
fn tidy(operation: &mut Operation) {
    if let Some(parameters) = &mut operation.parameters {
        let plain = |one: &RefOr<Parameter>| matches!(one, RefOr::T(one) if one.description.is_none());
        parameters.sort_by_key(plain);
        let mut seen = Vec::new();
        parameters.retain(|one| {
            let RefOr::T(one) = one else { return true };
            let new = !seen.contains(&(one.name.clone(), one.parameter_in.clone()));
            seen.push((one.name.clone(), one.parameter_in.clone()));
            new
        });
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description.push_str(if status == "201" { "Created" } else { "OK" });
        }
    }
}

/// The ways into an operation, as the table of access has them.
fn security(who: table::Who) -> Vec<SecurityRequirement> {
    let way = |name: Option<&str>| name.map_or_else(SecurityRequirement::default, none_needed);
    who.ways_in().iter().copied().map(way).collect()
}

/// A way in without scopes.
fn none_needed(name: &str) -> SecurityRequirement {
    SecurityRequirement::new::<_, [&str; 0], &str>(name, [])
}

fn operations(item: &mut utoipa::openapi::PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
        ("PATCH", &mut item.patch),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}
