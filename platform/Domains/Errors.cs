using Deis.Platform.Results;

namespace Deis.Platform.Domains;

/// <summary>What can go wrong with host names, in the words of docs/protocol/controller.md §9.3.</summary>
internal static class Errors
{
    private const string Field = "domain";

    public static Error NotFound { get; } = Error.NotFound("Domain");

    public static Error OnlyAWildcard { get; } = Error.ForField(Field, "Hostname can't only be a wildcard");

    public static Error Invalid { get; } = Error.ForField(Field, "Hostname does not look valid.");

    public static Error TooLong { get; } = Error.ForField(Field, "Hostname must be 253 characters or less.");

    public static Error Taken { get; } = Error.ForField(Field, "Domain is already in use by another application");

    public static Error RuntimeFailed { get; } = Error.Unavailable("The router could not be told of the change; nothing was changed. Try again in a moment.");

    public static Error NotConvertible(string label) => Error.ForField(
        Field,
        $"Hostname does not look valid, could not convert to ACE {label}: a label has 1 to 63 letters, digits and hyphens, and neither begins nor ends with a hyphen");

    public static Error TakenAs(string name) => Error.ForField(Field, $"The domain {name} is already in use by another app");
}
