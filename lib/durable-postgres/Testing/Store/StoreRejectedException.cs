namespace DurableTask.Postgres.Testing.Store;

/// <summary>PostgreSQL would not have stored this, so neither does the memory.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class StoreRejectedException(string message) : Exception(message);
