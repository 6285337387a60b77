namespace Microsoft.DurableTask.Client;

/// <summary>One registered client.</summary>
internal sealed record DurableTaskClientRegistration(IDurableTaskClientBuilder Builder);
