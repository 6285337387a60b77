namespace Microsoft.DurableTask.Client;

/// <summary>An instance of the wanted id exists, in a status in which it is not replaced.</summary>
/// <param name="message">Which instance, and its status.</param>
public sealed class OrchestrationAlreadyExistsException(string message) : InvalidOperationException(message);
