using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Users;

/// <summary>Makes an account. The first one of the platform becomes administrator.</summary>
public sealed class RegisterUser(DeisDbContext database, IOptions<PlatformOptions> options, TimeProvider time)
{
    /// <summary>Makes the account, or says why not.</summary>
    /// <param name="registration">What was sent.</param>
    /// <param name="caller">Who asks; null for nobody or a bad token.</param>
    /// <param name="hasCredentials">True when the request carries a token, good or bad.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<User>> ExecuteAsync(Registration registration, User? caller, bool hasCredentials, CancellationToken cancellationToken)
    {
        if (options.Value.RegistrationMode == RegistrationMode.Disabled)
        {
            return Errors.RegistrationDisabled;
        }
        if (await RefusalAsync(caller, hasCredentials, cancellationToken) is { } refusal)
        {
            return refusal;
        }
        if (RegistrationRules.Check(registration).Any(out var invalid))
        {
            return invalid;
        }
        var password = PasswordHasher.Hash(registration.Password!);

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await AdminLock.TakeAsync(database, cancellationToken);
        if (await RefusalAsync(caller, hasCredentials, cancellationToken) is { } lateRefusal)
        {
            return lateRefusal;
        }
        if (await database.Users.AnyAsync(u => u.Username == registration.Username, cancellationToken))
        {
            return Errors.UsernameTaken;
        }
        var user = NewUser(registration, password, isAdmin: !await AdminExistsAsync(cancellationToken));
        database.Users.Add(user);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return user;
    }

    private async Task<Error?> RefusalAsync(User? caller, bool hasCredentials, CancellationToken cancellationToken)
    {
        if (options.Value.RegistrationMode != RegistrationMode.AdminOnly || caller is { IsSuperuser: true })
        {
            return null;
        }
        if (!await AdminExistsAsync(cancellationToken))
        {
            return null;
        }
        return hasCredentials ? Error.Forbidden() : Errors.NoCredentials;
    }

    private Task<bool> AdminExistsAsync(CancellationToken cancellationToken) => database.Users.AnyAsync(u => u.IsSuperuser, cancellationToken);

    private User NewUser(Registration registration, string password, bool isAdmin)
    {
        var now = time.GetUtcNow();
        return new User
        {
            Id = Guid.CreateVersion7(now),
            Username = registration.Username!,
            Email = registration.Email ?? "",
            FirstName = registration.FirstName ?? "",
            LastName = registration.LastName ?? "",
            Password = password,
            IsSuperuser = isAdmin,
            IsStaff = isAdmin,
            LastLogin = now,
            DateJoined = now,
        };
    }
}
