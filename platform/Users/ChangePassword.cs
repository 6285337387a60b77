using Deis.Platform.Data;
using Deis.Platform.Results;

namespace Deis.Platform.Users;

/// <summary>Sets a new password. Tokens stay valid.</summary>
public sealed class ChangePassword(DeisDbContext database, FindUser find)
{
    private const int MaxLength = 128;

    /// <summary>Sets it, or says why not; null arguments are fields that were not sent.</summary>
    /// <param name="caller">Who asks; administrators need not know the present password.</param>
    /// <param name="username">Whose password; null for the caller's.</param>
    /// <param name="current">The present password.</param>
    /// <param name="wanted">The new one.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<Unit>> ExecuteAsync(User caller, string? username, string? current, string? wanted, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(wanted))
        {
            return Errors.NewPasswordRequired;
        }
        if (!(await find.OwnOrNamedAsync(caller, username, cancellationToken)).TryGet(out var user, out var error))
        {
            return error;
        }
        if (!caller.IsSuperuser && string.IsNullOrEmpty(current))
        {
            return Errors.PasswordRequired;
        }
        if (!caller.IsSuperuser && PasswordHasher.Verify(current!, user.Password) == PasswordCheck.Wrong)
        {
            return Errors.WrongPassword;
        }
        if (FieldText.CheckLength("new_password", wanted, MaxLength) is { } tooLong)
        {
            return tooLong;
        }
        user.Password = PasswordHasher.Hash(wanted);
        await database.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
