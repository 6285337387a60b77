namespace Deis.Router.Errors;

/// <summary>The forms an error comes in.</summary>
internal enum ErrorFormat
{
    /// <summary>For terminals, and when the client does not care.</summary>
    PlainText,

    /// <summary>For browsers.</summary>
    Html,

    /// <summary>For programs.</summary>
    Json,
}
