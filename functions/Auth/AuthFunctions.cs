using Deis.Functions.Abuse;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.FunctionsHost.Routing;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Deis.Platform.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Auth;

/// <summary>Accounts and tokens (docs/protocol/controller.md §3).</summary>
public sealed class AuthFunctions(RegisterUser register, LogIn logIn, LoginGuard guard, ClientAddress addresses, Caller caller)
{
    // What is missing in a request is said of its own field.
    private const string CannotLogIn = "non_field_errors";
    private const string TooManyLogins = "There were too many failed logins.";

    /// <summary>Makes an account.</summary>
    [Function("auth-register")]
    [Takes(typeof(RegisterRequest))]
    [Answers(201, typeof(UserBody))]
    [Fails(ErrorKind.Field, "A user with that username already exists.", "username")]
    [Fails(ErrorKind.Forbidden, "Registration is disabled")]
    [Access(Access.Optional)]
    public async Task<IResult> RegisterAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/auth/register")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var registration = new Registration(
            fields.Get("username"),
            fields.Get("password", trim: false),
            fields.Get("email", nullable: true),
            fields.Get("first_name"),
            fields.Get("last_name"));
        if (fields.AnyError(out var error))
        {
            return ApiResults.Failure(error);
        }
        var user = await register.ExecuteAsync(registration, caller.UserOrNull, caller.HasCredentials, cancellationToken);
        return ApiResults.From(user, u => ApiResults.Created(UserBody.Of(u)));
    }

    /// <summary>Exchanges name and password for a token.</summary>
    [Function("auth-login")]
    [Takes(typeof(LoginRequest))]
    [Answers(200, typeof(TokenBody))]
    [Fails(ErrorKind.Field, "Unable to log in with provided credentials.", "non_field_errors")]
    [Fails(429, "There were too many failed logins. Try again in 8 s.")]
    [Access(Access.Anonymous)]
    [TrailingSlash(TrailingSlash.Required)]
    public async Task<IResult> LogInAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/auth/login")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var (username, password) = (fields.Get("username"), fields.Get("password", trim: false));
        if (fields.AnyError(out var error))
        {
            return ApiResults.Failure(error);
        }
        var (account, address) = (username ?? "", addresses.Of(request.HttpContext));
        if (guard.Begin(account, address) is var left && left > TimeSpan.Zero)
        {
            return new ThrottledResult(left, TooManyLogins);
        }
        var token = await logIn.ExecuteAsync(username, password, cancellationToken);
        if (token.Error is null or { Field: CannotLogIn })
        {
            guard.End(account, address, token.Error is null);
        }
        return ApiResults.From(token, text => ApiResults.Ok(new TokenBody(text)));
    }

    /// <summary>Shows the caller's account.</summary>
    [Function("auth-whoami")]
    [Answers(200, typeof(UserBody))]
    [Scope(TokenLevel.Read, EveryApp = true)]
    public IResult WhoAmI([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v2/auth/whoami")] HttpRequest request) =>
        ApiResults.Ok(UserBody.Of(caller.User));
}
