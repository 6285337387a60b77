namespace Deis.Cli;

/// <summary>The user pressed Ctrl-C while the server worked for this command; the server does not stop for that.</summary>
internal sealed class InterruptedException(OperationCanceledException inner) : Exception(
    "Interrupted. The operation goes on on the server; see 'deis releases:list' and 'deis ps:list' for its outcome.", inner);
