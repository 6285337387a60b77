using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Exchanges name and password for a fresh token. Older tokens of the user stay valid.</summary>
public sealed class LogIn(DeisDbContext database, TimeProvider time)
{
    /// <summary>The token, 40 hex digits; null arguments are fields that were not sent.</summary>
    public async Task<Result<string>> ExecuteAsync(string? username, string? password, CancellationToken cancellationToken)
    {
        var errors = new ErrorList().Add(FieldText.Check("username", username)).Add(FieldText.Check("password", password));
        if (errors.Any(out var missing))
        {
            return missing;
        }
        var user = await database.Users.SingleOrDefaultAsync(u => u.Username == username, cancellationToken);
        var check = PasswordHasher.Verify(password!, user?.Password);
        if (user is not { IsActive: true } || check == PasswordCheck.Wrong)
        {
            return Errors.CannotLogIn;
        }
        var now = time.GetUtcNow();
        if (check == PasswordCheck.RightButOutdated)
        {
            user.Password = PasswordHasher.Hash(password!);
        }
        user.LastLogin = now;
        var (token, text) = ApiToken.Create(user, now);
        database.Tokens.Add(token);
        await database.SaveChangesAsync(cancellationToken);
        return text;
    }
}
