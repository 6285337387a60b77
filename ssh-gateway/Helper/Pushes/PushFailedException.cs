namespace Deis.SshGateway.Helper.Pushes;

/// <summary>The push ends here; the message is for the user.</summary>
internal sealed class PushFailedException(string message) : Exception(message);
