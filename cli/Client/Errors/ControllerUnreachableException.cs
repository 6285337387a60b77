namespace Deis.Client.Errors;

/// <summary>No usable answer came: no connection, TLS failed, or the connection broke. The message is fit for users.</summary>
public sealed class ControllerUnreachableException : Exception
{
    /// <summary>Makes one that says which controller could not be reached and why.</summary>
    public ControllerUnreachableException(Uri controller, Exception cause)
        : base(Describe(controller, cause), cause)
    {
    }

    // The innermost message is the reason ("Connection refused", "certificate expired"); the outer ones only say that it failed.
    private static string Describe(Uri controller, Exception cause)
    {
        var reason = cause;
        while (reason.InnerException is { } inner)
            reason = inner;
        return $"cannot reach the controller at {controller.GetLeftPart(UriPartial.Authority)}: {reason.Message.TrimEnd('.')}. "
            + "Check the URL, the network, and that the platform is running.";
    }
}
