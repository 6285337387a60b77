using System.Text.RegularExpressions;
using Deis.Platform.Results;

namespace Deis.Platform.Users;

/// <summary>The field rules of an account (docs/protocol/controller.md §3.1).</summary>
internal static partial class RegistrationRules
{
    private const int MaxUsername = 150;
    private const int MaxPassword = 128;
    private const int MaxEmail = 254;
    private const int MaxName = 30;

    /// <summary>Notes every rule that is broken, one per field.</summary>
    public static ErrorList Check(Registration registration) => new ErrorList()
        .Add(CheckUsername(registration.Username))
        .Add(FieldText.Check("password", registration.Password, MaxPassword))
        .Add(CheckEmail(registration.Email))
        .Add(FieldText.CheckLength("first_name", registration.FirstName, MaxName))
        .Add(FieldText.CheckLength("last_name", registration.LastName, MaxName));

    private static Error? CheckUsername(string? username) =>
        FieldText.Check("username", username, MaxUsername) ?? (UsernamePattern().IsMatch(username!) ? null : Errors.InvalidUsername);

    private static Error? CheckEmail(string? email) =>
        string.IsNullOrEmpty(email) ? null
        : FieldText.CheckLength("email", email, MaxEmail) ?? (EmailPattern().IsMatch(email) ? null : Errors.InvalidEmail);

    [GeneratedRegex(@"^[\w.@+-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex UsernamePattern();

    [GeneratedRegex(@"^[^\s@""(),:;<>\[\]\\]+@(localhost|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EmailPattern();
}
