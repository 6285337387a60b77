using System.Net;

namespace Deis.Client.Errors;

/// <summary>The controller refused a call, or answered what we cannot read. The message is fit for users.</summary>
public sealed class DeisApiException : Exception
{
    /// <summary>Makes one from its parts; <see cref="ErrorTexts"/> finds kind and message for a status and body.</summary>
    public DeisApiException(HttpStatusCode status, string body, ApiErrorKind kind, string message, TimeSpan? retryAfter = null)
        : base(message)
    {
        Status = status;
        Body = body;
        Kind = kind;
        RetryAfter = retryAfter;
    }

    /// <summary>HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The answer's body as sent.</summary>
    public string Body { get; }

    /// <summary>The kind of refusal.</summary>
    public ApiErrorKind Kind { get; }

    /// <summary>When the controller says that trying again makes sense; null when it says nothing.</summary>
    public TimeSpan? RetryAfter { get; }
}
