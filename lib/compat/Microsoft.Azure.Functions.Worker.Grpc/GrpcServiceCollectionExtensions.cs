namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The seam where the package adds its channel to the Azure Functions host.</summary>
public static class GrpcServiceCollectionExtensions
{
    /// <summary>
    /// Adds nothing: functions run in the process that received the request, so there is no host to open a channel to.
    /// <c>AddFunctionsWorkerDefaults</c> of the real worker package calls it.
    /// </summary>
    public static IServiceCollection AddGrpc(this IServiceCollection services) => services;
}
