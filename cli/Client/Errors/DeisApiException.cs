using System.Net;

namespace Deis.Client.Errors;

/// <summary>The controller refused a call, or answered what we cannot read. The message is fit for users.</summary>
public sealed class DeisApiException : Exception
{
    /// <summary>Makes one from its parts; <see cref="ErrorTexts"/> finds kind and message for a status and body.</summary>
    public DeisApiException(HttpStatusCode status, string body, ApiErrorKind kind, string message)
        : base(message)
    {
        Status = status;
        Body = body;
        Kind = kind;
    }

    /// <summary>HTTP status of the answer.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The answer's body as sent.</summary>
    public string Body { get; }

    /// <summary>The kind of refusal.</summary>
    public ApiErrorKind Kind { get; }
}
