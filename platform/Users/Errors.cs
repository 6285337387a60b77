using Deis.Platform.Results;

namespace Deis.Platform.Users;

/// <summary>What can go wrong with accounts, in the words of docs/protocol/controller.md §3.</summary>
internal static class Errors
{
    public static Error RegistrationDisabled { get; } = Error.Forbidden("Registration is disabled");

    public static Error NoCredentials { get; } = Error.Forbidden("Authentication credentials were not provided.");

    public static Error CannotLogIn { get; } = Error.ForField("non_field_errors", "Unable to log in with provided credentials.");

    public static Error UsernameTaken { get; } = Error.ForField("username", "A user with that username already exists.");

    public static Error InvalidUsername { get; } =
        Error.ForField("username", "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.");

    public static Error InvalidEmail { get; } = Error.ForField("email", "Enter a valid email address.");

    public static Error NotFound { get; } = Error.NotFound("User");

    public static Error NewPasswordRequired { get; } = Error.Domain("new_password is a required field");

    public static Error PasswordRequired { get; } = Error.Domain("password is a required field");

    public static Error WrongPassword { get; } = Error.Unauthorized("Current password does not match");

    public static Error OwnsApps(string username) => Error.Conflict($"{username} still has applications assigned. Delete or transfer ownership");

    public static Error HasCertificates(string username) =>
        Error.Conflict($"{username} still has certificates. Remove them first: deis certs, deis certs:remove <name>");

    public static Error HasHistory(string username) =>
        Error.Conflict($"{username} still has releases, configurations, builds or domains in apps of others. They stay as long as those apps.");

    public static Error LastAdmin(string username) =>
        Error.Conflict($"{username} is the last administrator of the platform. Make somebody else one first: deis perms:create <user> --admin");
}
