using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Tokens;

/// <summary>Makes a token for a purpose: with a name, a scope, and an end.</summary>
public sealed class CreateToken(DeisDbContext database, TimeProvider time)
{
    private const int MaxName = 128;
    private const int MaxApps = 100;
    private const int MaxTokens = 200;

    /// <summary>The token, or everything that is wrong with the request.</summary>
    /// <param name="user">Whose it will be.</param>
    /// <param name="by">The token that asks; the new one cannot live longer.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<NewToken>> ExecuteAsync(User user, ApiToken by, TokenRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var level = TokenScope.LevelOf(request.Scope ?? TokenScope.Word(TokenLevel.Admin));
        var lifetime = request.ExpiresIn is null ? null : Lifetime.Parse(request.ExpiresIn);
        var errors = new ErrorList()
            .Add(FieldText.Check("name", request.Name, MaxName))
            .Add(level is null ? Errors.UnknownScope : null)
            .Add(request.ExpiresIn is not null && lifetime is null ? Errors.InvalidLifetime : null)
            .Add(await CheckAppsAsync(user, request.Apps, cancellationToken));
        if (errors.Any(out var invalid))
        {
            return invalid;
        }
        var expires = lifetime is { } limited ? now + limited : (DateTimeOffset?)null;
        if (by.Expires is { } end && !(expires <= end))
        {
            return Errors.Outlives(end);
        }
        if (await database.Tokens.CountAsync(t => t.UserId == user.Id && t.Name != "", cancellationToken) >= MaxTokens)
        {
            return Errors.TooMany(MaxTokens);
        }
        var (token, text) = ApiToken.Create(user, now);
        token.Name = request.Name!;
        token.Scope = TokenScope.Word(level!.Value);
        token.Apps = request.Apps is null ? null : [.. request.Apps.Distinct(StringComparer.Ordinal)];
        token.Expires = expires;
        database.Tokens.Add(token);
        await database.SaveChangesAsync(cancellationToken);
        return new NewToken(token, text);
    }

    private async Task<Error?> CheckAppsAsync(User user, IReadOnlyList<string>? apps, CancellationToken cancellationToken)
    {
        if (apps is null)
        {
            return null;
        }
        if (apps.Count is 0 or > MaxApps)
        {
            return apps.Count == 0 ? Errors.NoApps : Error.ForField("apps", $"A token is for at most {MaxApps} apps.");
        }
        var known = await database.Apps.PermittedTo(user, AppPermission.Use, database).Where(a => apps.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellationToken);
        return apps.Except(known).FirstOrDefault() is { } unknown ? Errors.UnknownApp(unknown) : null;
    }
}
