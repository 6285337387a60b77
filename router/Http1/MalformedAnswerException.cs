namespace Deis.Router.Http1;

/// <summary>A process sent what is not HTTP/1.1, or less than it announced.</summary>
internal sealed class MalformedAnswerException(string message) : IOException(message);
