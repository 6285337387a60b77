namespace Deis.Client.Errors;

/// <summary>What kind of refusal an answer of the controller is, where callers need to tell them apart.</summary>
public enum ApiErrorKind
{
    /// <summary>None of the others; the message is what the answer says in words, or else holds its status and body.</summary>
    Unknown,

    /// <summary>400 with a text that we know.</summary>
    Invalid,

    /// <summary>400 because the app has no such process.</summary>
    PodNotFound,

    /// <summary>401.</summary>
    Unauthorized,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>405.</summary>
    MethodNotAllowed,

    /// <summary>409 because the user still owns apps.</summary>
    StillOwnsApps,

    /// <summary>422.</summary>
    Unprocessable,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>A success whose body is not what the API promises.</summary>
    UnreadableAnswer,
}
