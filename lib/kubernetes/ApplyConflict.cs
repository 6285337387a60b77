namespace Deis.Kubernetes;

/// <summary>A field that an apply would change and another manager owns.</summary>
/// <param name="Field">Path of the field, for example <c>.spec.replicas</c>.</param>
/// <param name="Message">The server's sentence, which names the other manager.</param>
public sealed record ApplyConflict(string Field, string Message);
