using Deis.Platform.Results;

namespace Deis.Platform.Certificates;

/// <summary>What can go wrong with certificates, in the words of docs/protocol/controller.md §9.10. No text holds anything of a key.</summary>
internal static class Errors
{
    public static Error NotFound { get; } = Error.NotFound("Certificate");

    public static Error InvalidName { get; } = Error.ForField("name", "Can only contain a-z (lowercase), 0-9 and hyphens");

    public static Error HyphenFirst { get; } = Error.ForField("name", "Must begin with a letter or a digit.");

    public static Error NameTaken { get; } = Error.ForField("name", "certificate with this name already exists.");

    public static Error Mismatch { get; } = Error.ForItems("Certificate and private key do not match!");

    public static Error DomainRequired { get; } = Error.Domain("domain is a required field");

    public static Error AlreadyAttached { get; } = Error.Conflict("Domain already has a certificate attached to it");

    public static Error InUse { get; } = Error.Conflict("The certificate is being attached to hosts while it is removed. Try again.");

    public static Error RuntimeFailed { get; } = Error.Unavailable("The router could not be told on all hosts that the certificate goes; it is still there. Try again in a moment.");

    public static Error BadCertificate(string reason) => Error.ForField("certificate", $"Could not load certificate: {reason}");

    public static Error BadKey(string reason) => Error.ForField("key", $"Could not load private key: {reason}");
}
