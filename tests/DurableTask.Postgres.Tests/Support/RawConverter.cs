using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Stores strings as they are, so that a test can give the database text that it refuses.</summary>
public sealed class RawConverter : DataConverter
{
    public static void Use(IServiceCollection services)
    {
        services.Configure<DurableTaskWorkerOptions>(string.Empty, options => options.DataConverter = new RawConverter());
        services.Configure<DurableTaskClientOptions>(string.Empty, options => options.DataConverter = new RawConverter());
    }

    public override string? Serialize(object? value) => value?.ToString();

    public override object? Deserialize(string? data, Type targetType) => data;
}
