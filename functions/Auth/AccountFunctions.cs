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

/// <summary>Changes of accounts: password, tokens, end (docs/protocol/controller.md §3.4).</summary>
public sealed class AccountFunctions(
    ChangePassword change, RenewToken renew, CancelAccount cancel, LoginGuard guard, ClientAddress addresses, Caller caller)
{
    private const string UsernameField = "username";

    /// <summary>Sets a new password.</summary>
    [Function("auth-passwd")]
    [Takes(typeof(PasswordRequest))]
    [Answers(200, typeof(StatusBody))]
    [Fails(ErrorKind.Domain, "new_password is a required field")]
    [Fails(ErrorKind.Unauthorized, "Current password does not match")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    public async Task<IResult> ChangePasswordAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/auth/passwd")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var username = fields.Get(UsernameField, nullable: true);
        var current = fields.Get("password", trim: false, nullable: true);
        var wanted = fields.Get("new_password", trim: false, nullable: true);
        if (fields.AnyError(out var error))
        {
            return ApiResults.Failure(error);
        }
        // Who has found a token must not find the password with it. Administrators do not give one.
        var guesses = !caller.User.IsSuperuser;
        var (account, address) = (username ?? caller.User.Username, addresses.Of(request.HttpContext));
        if (guesses && guard.Begin(account, address) is var left && left > TimeSpan.Zero)
        {
            return new ThrottledResult(left, "There were too many wrong passwords.");
        }
        var changed = await change.ExecuteAsync(caller.User, username, current, wanted, cancellationToken);
        if (guesses && changed.Error is null or { Kind: ErrorKind.Unauthorized })
        {
            guard.End(account, address, changed.Error is null);
        }
        return ApiResults.From(changed, _ => ApiResults.Ok(new StatusBody("password set")));
    }

    /// <summary>Puts a fresh token in the place of all others of an account; or ends all tokens of the platform.</summary>
    [Function("auth-tokens")]
    [Takes(typeof(RenewTokenRequest), Required = false)]
    [Answers(200, typeof(TokenBody))]
    [Answers(200, typeof(string), Example = "", When = "A token; an empty text with `all`.")]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [TrailingSlash(TrailingSlash.Required)]
    public async Task<IResult> RenewTokenAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v2/auth/tokens")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        // That it is there decides, not what it says.
        if (body.ContainsKey("all"))
        {
            return ApiResults.From(await renew.EndAllAsync(caller.User, cancellationToken), _ => ApiResults.Ok(""));
        }
        var fields = new TextFields(body);
        var username = fields.Get(UsernameField, nullable: true);
        return fields.AnyError(out var error)
            ? ApiResults.Failure(error)
            : ApiResults.From(await renew.ExecuteAsync(caller.User, username, cancellationToken), text => ApiResults.Ok(new TokenBody(text)));
    }

    /// <summary>Removes an account.</summary>
    [Function("auth-cancel")]
    [Takes(typeof(AccountRequest), Required = false)]
    [Answers(204)]
    [Fails(ErrorKind.Forbidden, "You do not have permission to perform this action.")]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Fails(ErrorKind.Conflict, "alice still has applications assigned. Delete or transfer ownership")]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "v2/auth/cancel")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var fields = new TextFields(body);
        var username = fields.Get(UsernameField, nullable: true);
        return fields.AnyError(out var error)
            ? ApiResults.Failure(error)
            : ApiResults.From(await cancel.ExecuteAsync(caller.User, username, cancellationToken), _ => ApiResults.NoContent());
    }
}
