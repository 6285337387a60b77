using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Tokens;

/// <summary>Tokens of accounts (docs/protocol/controller.md §3.6).</summary>
[RouteValue("id", "The token.", "b1f0c2d3-4e5f-4a6b-8c7d-9e0f1a2b3c4d")]
public sealed class TokenFunctions(ListTokens list, CreateToken create, RevokeToken revoke, Caller caller)
{
    private const string All = "v2/tokens";

    /// <summary>Lists the tokens that have not expired, newest first.</summary>
    [Function("tokens-list")]
    [Query("username", "Those of another account; for administrators.", Example = Sample.Friend)]
    [Answers(200, typeof(PageEnvelope<TokenEntry>))]
    [Fails(ErrorKind.NotFound, "No User matches the given query.")]
    [Scope(TokenLevel.Admin)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        var username = request.Query["username"].ToString();
        var page = await list.ExecuteAsync(caller.User, username.Length == 0 ? null : username, Paging.Of(request), cancellationToken);
        return ApiResults.From(page, tokens => Paging.Envelope(request, tokens.Select(token => TokenEntry.Of(token, caller.Token))));
    }

    /// <summary>Makes a token for a purpose. No other answer has its text.</summary>
    [Function("tokens-create")]
    [Takes(typeof(NewTokenRequest))]
    [Answers(201, typeof(CreatedToken))]
    [Fails(ErrorKind.Field, "This field is required.", "name")]
    [Fails(ErrorKind.Conflict, "There are 200 named tokens already. Revoke some first: deis tokens:revoke <id>")]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All)] HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        if (!Read(body).TryGet(out var asked, out var error))
        {
            return ApiResults.Failure(error);
        }
        var made = await create.ExecuteAsync(caller.User, caller.Token, asked, cancellationToken);
        return ApiResults.From(made, token => ApiResults.Created(CreatedToken.Of(token)));
    }

    /// <summary>Ends a token.</summary>
    [Function("tokens-revoke")]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No Token matches the given query.")]
    public async Task<IResult> RevokeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = All + "/{id:guid}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        ApiResults.From(await revoke.ExecuteAsync(caller.User, Guid.Parse(id), cancellationToken), _ => ApiResults.NoContent());

    private static Result<TokenRequest> Read(JsonObject body)
    {
        var fields = new TextFields(body);
        var (name, scope, lifetime) = (fields.Get("name"), fields.Get("scope", nullable: true), fields.Get("expires_in", nullable: true));
        if (fields.AnyError(out var error))
        {
            return error;
        }
        IReadOnlyList<string>? apps = null;
        if (body["apps"] is { } listed)
        {
            if (listed is not JsonArray items || items.Any(item => item?.GetValueKind() != JsonValueKind.String))
            {
                return Error.ForField("apps", "Expected a list of names of apps.");
            }
            apps = [.. items.Select(item => item!.GetValue<string>().Trim())];
        }
        return new TokenRequest(name, scope, apps, lifetime);
    }
}
