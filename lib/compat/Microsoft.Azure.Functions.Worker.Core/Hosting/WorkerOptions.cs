namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Options of the worker. The package's serializer, converter list and capabilities concern its channel to the Azure Functions host, which
/// does not exist here; the type remains because <c>ConfigureFunctionsWorkerDefaults</c> has it in its signatures.
/// </summary>
public class WorkerOptions
{
}
